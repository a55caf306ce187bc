//! Pages of HTML: what the list says, and nothing that runs or asks.

use crate::kit::{DAY, Unit};
use crate::register::hostile;

#[test]
fn a_page_says_the_figures_of_the_list() {
    let unit = Unit::demo();
    let list = ["audit", "--from", "2025-04-01", "--to", DAY, "--as-of", DAY];
    let page = std::fs::read_to_string(unit.file(&list, "html", "audit.html")).unwrap();
    let screen = unit.done(&list);
    let headline = screen.lines().find(|line| line.starts_with("ON AN AVERAGE DAY")).unwrap();
    assert!(page.contains(headline), "{headline}");
    let rates: Vec<&str> = screen.lines().filter(|line| line.contains("/1,735 (")).collect();
    assert!(rates[0].contains("1,062/1,735 (61.2 %)") && page.contains("1,062/1,735 (61.2 %)"), "{rates:?}");
    for wanted in ["<html lang=\"en-GB\">", "<caption>", "<th scope=\"col\"", "<th scope=\"row\"", "role=\"img\""] {
        assert!(page.contains(wanted), "{wanted}");
    }
}

#[test]
fn nothing_in_a_page_runs_or_asks_whatever_people_are_called() {
    let (_register, unit) = hostile(1, 40);
    let page = unit.file(&["worklist", "--all", "--as-of", DAY, "--everyone"], "html", "list.html");
    let page = std::fs::read_to_string(page).unwrap();
    let body = page.split_once("</style>").unwrap().1;
    // all words between tags are escaped, so what stands between < and > is markup
    let tags: Vec<String> = body.split('<').skip(1).map(|tag| tag.split('>').next().unwrap().to_lowercase()).collect();
    let known = ["main", "section", "table", "td", "th", "tr", "svg", "rect", "text", "time", "div", "a"];
    assert!(known.iter().all(|name| tags.iter().any(|tag| tag.split(' ').next() == Some(name))), "{tags:?}");
    for tag in tags {
        // but for the name of SVG itself, which is no address
        let tag = tag.replace("http://www.w3.org/2000/svg", "");
        for refused in ["script", "javascript", "://", " on", "iframe", "<img", "link", "object", "form", " src"] {
            assert!(!tag.contains(refused), "{tag}");
        }
    }
    assert!(body.contains("&lt;SCRIPT&gt;"), "the hostile names are there, as words");
    assert_eq!(page.matches("<style").count(), 1);
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn a_chart_says_its_last_month_and_no_group_is_left_out_of_one() {
    let unit = Unit::demo();
    let list = ["trend", "--measure", "owed", "--from", "2024-04-01", "--to", DAY, "--group-by", "officer"];
    let page = std::fs::read_to_string(unit.file(&list, "html", "trend.html")).unwrap();
    let groups = unit.json(&list)["groups"].as_array().unwrap().len();
    assert!(groups > 10, "{groups}");
    let (_, grid) = page.split_once("<div class=\"grid\">").unwrap();
    let (grid, _) = grid.split_once("<figcaption>").unwrap();
    assert_eq!(grid.matches("<svg").count(), groups);
    assert_eq!(grid.matches(">31 Mar 2026</text>").count(), groups, "each ends with its last month");
    let (one, _) = page.split_once("<div class=\"grid\">").unwrap();
    assert!(one.contains(">30 Apr 2024</text>") && one.contains(">31 Mar 2026</text>"));
    let overview = std::fs::read_to_string(unit.file(&["overview", "--as-of", DAY], "html", "o.html")).unwrap();
    let missing = std::fs::read_to_string(unit.file(&["cases", "missing", "--as-of", DAY], "html", "m.html")).unwrap();
    for page in [page, overview, missing] {
        assert!(!page.contains('`'), "marks of a terminal are none of a page");
        let (head, _) = page.split_once("<main").unwrap();
        assert!(head.contains("<dt>As at</dt>") && head.contains("<dt>Rows</dt>"));
    }
}
