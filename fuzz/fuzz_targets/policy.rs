//! A policy file: any text is a policy that keeps the bounds, or refused with reasons.
#![no_main]

use homevisit::domain::policy::Book;
use homevisit::domain::policy_file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match policy_file::parse(text) {
    Ok(policy) => {
        assert!(policy.untiered_as < policy.tiers.len());
        let effective_from = policy.effective_from;
        let book = Book::new(vec![policy]).expect("one policy is a book");
        assert_eq!(book.on(effective_from).policy.effective_from, effective_from);
    }
    Err(problems) => assert!(!problems.is_empty() && problems.iter().all(|problem| !problem.to_string().is_empty())),
});
