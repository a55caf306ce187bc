//! Visits as JSON: what is read can be written and is read the same.
#![no_main]

use homevisit::domain::brought;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match brought::visits(text) {
    Ok(visits) => {
        for (_, visit) in &visits {
            let written = serde_json::to_value(visit).expect("it can be written");
            let fields = written.as_object().expect("an object").clone();
            let read = homevisit::domain::fact::VisitFact::deserialize_map(fields).expect("it is read again");
            assert_eq!(read, *visit);
        }
    }
    Err(error) => assert!(error.to_string().len() < 1000),
});
