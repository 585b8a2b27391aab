//! What tools that rewrite Markdown make of a checklist, in short.

use jiff::civil::date;

use crate::checklist::Checklist;
use crate::checklist::tests::shown;
use crate::checklist::written::{Mark, Period, conflict};

const NEW_DATES: &str = "9 h, 1 Mar 2028 to 2 Mar 2028";

#[test]
fn escaped_and_drawn_boxes_are_boxes() {
    for (text, boxes) in [
        ("* \\[x] A <!-- mlpath:a -->\n* \\[ ] B <!-- mlpath:b -->", "a[x]@1 b[ ]@2"),
        ("- \\[X\\] A <!-- mlpath:a -->\n- \\[ \\] B <!-- mlpath:b -->", "a[x]@1 b[ ]@2"),
        ("-   ☒ A <!-- mlpath:a -->\n-   ☐ B <!-- mlpath:b -->", "a[x]@1 b[ ]@2"),
        ("+ ☑\u{fe0f} A <!-- mlpath:a -->\n\n+ ☐ B <!-- mlpath:b -->", "a[x]@1 b[ ]@3"),
        ("1. \\[/] A <!-- mlpath:a -->\n2. [/] B <!-- mlpath:b -->", "a[/]@1 b[/]@2"),
        ("- [-] A <!-- mlpath:a -->\n  - \\[-\\] B <!-- mlpath:b -->", "a[-]@1 b[-]@2"),
        ("- \\[x] mine\n- ☐ mine", "own:2"),
        ("- [x] A `<!-- mlpath:a -->`{=html}", "a[x]@1"),
        ("- [x] A\n  `<!-- mlpath:a -->`{=html}\n  - b", "a[x]@1"),
        ("- [x] A\n\n  ```{=html}\n  <!-- mlpath:a -->\n  ```\n", "a[x]@1"),
        ("- [x] A that goes\n  on\n      <!-- mlpath:a -->\n  - b", "a[x]@1"),
        ("\\[x] A <!-- mlpath:a -->", "lost:a@1"),
        ("- \\\\[x] A <!-- mlpath:a -->", "lost:a@1"),
        ("- ☒A <!-- mlpath:a -->", "lost:a@1"),
        ("- **☒** A <!-- mlpath:a -->", "lost:a@1"),
        ("- A ☒ <!-- mlpath:a -->", "lost:a@1"),
        ("- [>] A <!-- mlpath:a -->", "lost:a@1"),
    ] {
        assert_eq!(shown(text), boxes, "{text:?}");
    }
}

#[test]
fn a_tick_is_written_as_the_tool_writes_it() {
    for (open, ticked) in [
        ("* \\[ ] A <!-- mlpath:a -->", "* \\[x] A <!-- mlpath:a -->"),
        ("- \\[ \\] A <!-- mlpath:a -->", "- \\[x\\] A <!-- mlpath:a -->"),
        ("- ☐ A <!-- mlpath:a -->", "- ☒ A <!-- mlpath:a -->"),
        ("- ☑ mine\n- ☐ A <!-- mlpath:a -->", "- ☑ mine\n- ☑ A <!-- mlpath:a -->"),
        ("- [/] A <!-- mlpath:a -->", "- [x] A <!-- mlpath:a -->"),
        ("- \\[-] A <!-- mlpath:a -->", "- \\[x] A <!-- mlpath:a -->"),
    ] {
        assert_eq!(Checklist::read(open).ticked(|_| true), ticked);
        assert_eq!(Checklist::read(ticked).ticked(|_| true), ticked);
    }
}

#[test]
fn dates_are_replaced_wherever_lines_are_broken() {
    for (old, new) in [
        (
            "- [ ] **A** (40 h, 4 Jan\n      2027 to 31 Jan 2027) <!-- mlpath:a -->",
            "- [ ] **A** (9 h, 1 Mar 2028 to 2 Mar 2028) <!-- mlpath:a -->",
        ),
        (
            "- [ ] **A** (40 h, 4 Jan 2027 to 31 Jan\n  2027\\) <!-- mlpath:a -->",
            "- [ ] **A** (9 h, 1 Mar 2028 to 2 Mar 2028\\) <!-- mlpath:a -->",
        ),
        (
            "- ☐ **A\n  (b)** (1,040 h,\r\n  4 Jan 2027 to 31 Jan 2027)\r\n  <!-- mlpath:a -->\r\n\
             \x20 - c",
            "- ☐ **A\n  (b)** (9 h, 1 Mar 2028 to 2 Mar 2028)\r\n  <!-- mlpath:a -->\r\n  - c",
        ),
        (
            "- \\[ \\] A\n  (40 h, 4 Jan 2027 to\n  31 Jan 2027) `<!-- mlpath:a -->`{=html}\n\n  b",
            "- \\[ \\] A\n  (9 h, 1 Mar 2028 to 2 Mar 2028) `<!-- mlpath:a -->`{=html}\n\n  b",
        ),
        (
            "> - [ ] A (40 h, 4\n>   Jan 2027 to 31 Jan 2027)\n>       <!-- mlpath:a -->",
            "> - [ ] A (9 h, 1 Mar 2028 to 2 Mar 2028)\n>       <!-- mlpath:a -->",
        ),
    ] {
        assert_eq!(Checklist::read(old).redated(|_| Some(NEW_DATES.to_owned())), new);
        let same = Checklist::read(new).redated(|_| Some(NEW_DATES.to_owned()));
        assert_eq!(same, new);
    }
    // What is broken elsewhere, but says the same, stays as it is.
    let broken = "- [ ] A (9 h, 1 Mar\n  2028 to 2 Mar 2028\\) <!-- mlpath:a -->";
    assert_eq!(Checklist::read(broken).redated(|_| Some(NEW_DATES.to_owned())), broken);
}

#[test]
fn a_summary_is_replaced_wherever_lines_are_broken() {
    let value = |label: &str| (label == "Finish").then(|| "1 May 2028, even odds".to_owned());
    for (old, new) in [
        ("* Finish: 3 May\n  2027\n* b", "* Finish: 1 May 2028, even odds\n* b"),
        ("-   Finish: 3 \\* May\r\n    2027\r\n", "-   Finish: 1 May 2028, even odds\r\n"),
        ("- Finish: 3 May\n\n- b", "- Finish: 1 May 2028, even odds\n\n- b"),
        ("> - Finish: 3\n>   May\n> - b", "> - Finish: 1 May 2028, even odds\n> - b"),
        ("- Finish: 1 May\n  2028, even odds", "- Finish: 1 May\n  2028, even odds"),
        ("- Finish: 3 May\n  - below", "- Finish: 1 May 2028, even odds\n  - below"),
        ("Jan\n---\n\n- Finish: 3 May", "Jan\n---\n\n- Finish: 3 May"),
        ("---\na: b\n---\n\n- Finish: 3", "---\na: b\n---\n\n- Finish: 1 May 2028, even odds"),
    ] {
        assert_eq!(Checklist::read(old).summed_up(value), new);
    }
}

#[test]
fn headings_name_a_title_or_a_time() {
    for (text, title) in [
        ("# My way to become: C\\# guru\n", "My way to become: C# guru"),
        ("\u{feff}My way\nto become: X\n===\n\nText", "My way to become: X"),
        ("# My way to become: X {#my-way-to-become-x}", "My way to become: X"),
    ] {
        assert_eq!(Checklist::read(text).titles, [title]);
    }
    let q1 = (date(2027, 1, 1), date(2027, 3, 31));
    for (text, time) in [
        ("## 2027 Q1 (130 h)\n", Some((q1, Some("130")))),
        ("## 2027 Q1 (1,130.5 h) {#2027-q1-130-h}\n", Some((q1, Some("1,130.5")))),
        ("2027 Q1 (7 h)\n-------\n", Some((q1, Some("7")))),
        ("### 2027 Q1 \\(7 h\\)\n", Some((q1, Some("7")))),
        ("## 2027 Q1\n", Some((q1, None))),
        ("## Feb 2028 (7 h)", Some(((date(2028, 2, 1), date(2028, 2, 29)), Some("7")))),
        ("## 2027 (7 h)", Some(((date(2027, 1, 1), date(2027, 12, 31)), Some("7")))),
        ("## 2027 Q5 (7 h)", None),
        ("## 2027 Q1 (a lot)", None),
        ("## January 2027 (7 h)", None),
        ("## Done", None),
        ("> ## 2027 Q1 (130 h)\n", None),
    ] {
        let list = Checklist::read(text);
        let found = list.sections.iter().find_map(|section| section.time.clone());
        let found =
            found.map(|(Period { first, last }, at)| ((first, last), at.map(|at| &text[at])));
        assert_eq!(found, time, "{text:?}");
    }
}

#[test]
fn the_day_of_a_tick_is_read() {
    for (text, word) in [
        ("- [x] A <!-- mlpath:a --> ✅ 2027-02-03", Some("2027-02-03")),
        ("- [x] A ✅\u{fe0f}2027-02-03 <!-- mlpath:a -->\n  - ✅ 2027-02-04", Some("2027-02-03")),
        ("- [x] A\n  <!-- mlpath:a --> ✅ 2027-02-33", Some("2027-02-33")),
        ("- [x] A <!-- mlpath:a --> ✅\n  2027-02-03", Some("2027-02-03")),
        ("- [x] A ✅ well done <!-- mlpath:a -->", None),
        ("- [x] A <!-- mlpath:a -->\n  - ✅ 2027-02-04", None),
    ] {
        assert_eq!(Checklist::read(text).boxes[0].finished, word, "{text:?}");
    }
}

#[test]
fn one_step_may_say_several_things() {
    let text = "- [/] <!-- mlpath:a -->\n- [-] <!-- mlpath:b -->\n- [x] <!-- mlpath:b -->";
    let list = Checklist::read(text);
    let steps = list.steps();
    assert!(steps["a"].begun && !steps["a"].is_done() && steps["a"].open == Some(1));
    assert!(steps["b"].skipped && steps["b"].is_done() && steps["b"].open == Some(2));
    assert_eq!(list.boxes[1].mark, Mark::Skipped);
}

#[test]
fn what_git_leaves_is_found() {
    let text = "# A\n<<<<<<< HEAD\n- [x] a\n||||||| b\n=======\n- [ ] a\n>>>>>>> other\n";
    assert_eq!(conflict(text), [2, 4, 5, 7]);
    assert_eq!(conflict(&text.replace('\n', "\r\n")), [2, 4, 5, 7]);
    for text in ["", "Title\n=======\n", "> > > quoted\n", "  <<<<<<< HEAD", "<<<<<<<<<"] {
        assert!(conflict(text).is_empty(), "{text:?}");
    }
}
