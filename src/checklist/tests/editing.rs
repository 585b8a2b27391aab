//! Edits change what they are for, and no other byte.

use crate::checklist::Checklist;
use crate::checklist::tests::{EXPORTED, shown};

const NEW_DATES: &str = "9 h, 1 Mar 2028 to 2 Mar 2028";

#[test]
fn done_steps_are_ticked_and_no_tick_is_taken_back() {
    let text = "\u{feff}- [ ] A <!-- mlpath:a -->  \r\n\t* [ ] mine\n- [X] B <!-- mlpath:b -->\r\n\
                1. [\t] C <!-- mlpath:c -->\n- [ ] A again <!-- mlpath:a -->";
    let ticked = Checklist::read(text).ticked(|id| id != "b");
    assert_eq!(
        ticked,
        "\u{feff}- [x] A <!-- mlpath:a -->  \r\n\t* [ ] mine\n- [X] B <!-- mlpath:b -->\r\n\
         1. [x] C <!-- mlpath:c -->\n- [x] A again <!-- mlpath:a -->"
    );
}

#[test]
fn exported_dates_are_replaced() {
    for (kept, dates) in [
        ("- [ ] A ({}) <!-- mlpath:a -->", "40 h, 4 Jan 2027 to 31 Jan 2027"),
        ("- [x] A (b) ({})<!--mlpath:a--> c\r\n", "1,234.5 h, 4 Jan 2027 to 31 Jan 2027"),
        ("- [ ] A ({})\n  <!-- mlpath:a -->", "0 h, 4 Jan 2027 to 4 Jan 2027"),
        ("> - [ ] ({}) \r\n>\r\n>   <!-- mlpath:a -->", "0.5 h, 4 Jan 2027 to 4 Jan 2027"),
    ] {
        let old = kept.replace("{}", dates);
        let new = kept.replace("{}", NEW_DATES);
        assert_eq!(Checklist::read(&old).redated(|_| Some(NEW_DATES.to_owned())), new);
        assert_eq!(Checklist::read(&old).redated(|_| None), old);
    }
}

#[test]
fn dates_that_a_person_changed_are_theirs() {
    for text in [
        "- [ ] A (40 h, in January) <!-- mlpath:a -->",
        "- [ ] A (40 h, 4 Jan 2027 to 31 Jan 2027, with Ann) <!-- mlpath:a -->",
        "- [ ] A (~40 h, 4 Jan 2027 to 31 Jan 2027) <!-- mlpath:a -->",
        "- [ ] A (40 h, 4 January 2027 to 31 Jan 2027) <!-- mlpath:a -->",
        "- [ ] A (40 h, 2027-01-04 to 2027-01-31) <!-- mlpath:a -->",
        "- [ ] A (40 h, 4 Jan 2027 to 31 Jan 2027) soon <!-- mlpath:a -->",
        "- [ ] A 40 h, 4 Jan 2027 to 31 Jan 2027) <!-- mlpath:a -->",
        "- [ ] A\n  - (40 h, 4 Jan 2027 to 31 Jan 2027)\n\n  <!-- mlpath:a -->",
        "- [ ] A (40 h, 4 Jan 2027\n\n  to 31 Jan 2027) <!-- mlpath:a -->",
        "- A (40 h, 4 Jan 2027 to 31 Jan 2027) <!-- mlpath:a -->",
        "- [ ] A (40 h, 4 Jan 2027 to 31 Jan 2027)",
        "- [ ] A <!-- mlpath:a -->",
    ] {
        assert_eq!(Checklist::read(text).redated(|_| Some(NEW_DATES.to_owned())), text);
    }
}

#[test]
fn a_summary_is_replaced_line_by_line() {
    let new = |label: &str| {
        ["Start", "Finish", "Effort", "Why", "Own"].contains(&label).then(|| format!("new {label}"))
    };
    let old = "\u{feff}---\r\ntags: x\r\n---\r\n# Mine\r\n\r\n* Start:  4 Jan 2027 \t\r\n\
               - Money: free\r\n  - Effort: nested\r\n- Why: a\r\n  b\r\n- [ ] Own: c\r\n\
               - Start: second\r\n\r\n## Jan\r\n- Finish: below\r\n";
    let edited = old.replace("* Start:  4 Jan 2027 \t", "* Start: new Start \t");
    let edited = edited.replace("Why: a\r\n  b\r\n", "Why: new Why\r\n");
    assert_eq!(Checklist::read(old).summed_up(new), edited);
    assert_eq!(Checklist::read("- Start: a\r\rb").summed_up(new), "- Start: new Start\r\rb");
    assert_eq!(Checklist::read("> - Start: a").summed_up(new), "> - Start: new Start");
    assert_eq!(Checklist::read("Start: a\n\nStart: b").summed_up(new), "Start: a\n\nStart: b");
}

#[test]
fn a_block_is_added_at_the_end() {
    let block = "## New\n\n- [ ] B <!-- mlpath:b -->\n";
    for (text, gap) in [
        ("", ""),
        ("\u{feff}", ""),
        ("\n", ""),
        ("# Mine", "\n\n"),
        ("# Mine\n", "\n"),
        ("# Mine\n\n", ""),
        ("# Mine\n \t\n\n", ""),
        ("# Mine\n  ", "\n"),
        ("- [ ] A <!-- mlpath:a -->\n  - note", "\n\n"),
        ("> - quoted", "\n\n"),
        ("```\n- [ ] A <!-- mlpath:a -->\n```", "\n\n"),
        ("- a\n  ```\n  open in the item\n", "\n"),
        ("<details>", "\n\n"),
        ("    code", "\n\n"),
        ("<!-- closed -->", "\n\n"),
        ("[^1]: note", "\n\n"),
    ] {
        let added = Checklist::read(text).with_added(block).unwrap();
        assert_eq!(added, format!("{text}{gap}{block}"));
        assert!(shown(&added).contains("b[ ]@"), "{added:?}");
        let text = text.replace('\n', "\r\n");
        let added = Checklist::read(&text).with_added(block).unwrap();
        let end = if text.contains('\n') { "\r\n" } else { "\n" };
        assert_eq!(added, text + &format!("{gap}{block}").replace('\n', end));
    }
}

#[test]
fn nothing_is_added_to_what_is_left_open() {
    for (text, line) in [
        ("# Mine\n\n```\ncode\n", 3),
        ("\u{feff}~~~", 1),
        ("> ```\n\n<!--\nmore", 3),
        ("<script>", 1),
        ("```\n```\n```", 3),
    ] {
        let refused = Checklist::read(text).with_added("## New\n").unwrap_err();
        assert_eq!(refused, line, "{text:?}");
    }
}

#[test]
fn edits_follow_each_other() {
    let text = EXPORTED.replace('\n', "\r\n");
    let text = Checklist::read(&text)
        .redated(|id| (id == "project").then(|| "25 h, 1 Mar 2027 to 28 Mar 2027".to_owned()));
    let text = Checklist::read(&text)
        .summed_up(|label| (label == "Finish").then(|| "28 Mar 2027 as planned".to_owned()));
    let text = Checklist::read(&text).ticked(|id| id == "python-course");
    let text =
        Checklist::read(&text).with_added("## New\n\n- [ ] New <!-- mlpath:new -->\n").unwrap();
    let expected = EXPORTED
        .replace("20 h, 8 Feb 2027 to 28 Feb 2027", "25 h, 1 Mar 2027 to 28 Mar 2027")
        .replace("[ ] **Learn", "[x] **Learn")
        .replace(
            "28 Feb 2027 as planned; 5 in 10 people by 28 Feb 2027, 9 in 10 by 11 Apr 2027",
            "28 Mar 2027 as planned",
        );
    let expected = expected + "\n## New\n\n- [ ] New <!-- mlpath:new -->\n";
    assert_eq!(text, expected.replace('\n', "\r\n"));
}
