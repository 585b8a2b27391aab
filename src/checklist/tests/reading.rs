//! What counts as a step's box, a box of one's own and a lost box.

use crate::checklist::tests::{EXPORTED, shown};
use crate::checklist::{Checklist, Ticks};

#[test]
fn an_exported_checklist_is_read() {
    let boxes = "python-course[ ]@10 statistics-book[ ]@17 project[ ]@20";
    assert_eq!(shown(EXPORTED), boxes);
    assert_eq!(shown(&EXPORTED.replace('\n', "\r\n")), boxes);
    for (bullet, indent) in
        [("\n* ", "\n  "), ("\n+ ", "\n  "), ("\n1. ", "\n    "), ("\n-\t", "\n\t")]
    {
        let kept = EXPORTED.replace("\n- ", bullet).replace("\n  ", indent);
        assert_eq!(shown(&kept), boxes, "{bullet:?}");
    }
    assert_eq!(shown(&EXPORTED.replace("[ ]", "[X]")), boxes.replace("[ ]", "[x]"));
    let quoted: String = EXPORTED.lines().map(|line| format!("> {line}\n")).collect();
    assert_eq!(shown(&quoted), boxes);
    let loose = EXPORTED.replace('\n', "\n\n");
    assert_eq!(shown(&loose), "python-course[ ]@19 statistics-book[ ]@33 project[ ]@39");
}

#[test]
fn boxes_are_found_however_a_person_keeps_them() {
    for (text, boxes) in [
        ("- [ ] A <!-- mlpath:a -->", "a[ ]@1"),
        ("\u{feff}- [x] A <!-- mlpath:a -->", "a[x]@1"),
        ("- [ ] A <!--mlpath:a-->\n- [X] B <!--\tmlpath:  b\n-->", "a[ ]@1 b[x]@2"),
        ("- [\t] blank is blank <!-- mlpath:a -->", "a[ ]@1"),
        ("-\t[ ] A <!-- mlpath:a -->\n\t- [x] B <!-- mlpath:b -->", "a[ ]@1 b[x]@2"),
        ("   - [ ] A <!-- mlpath:a -->\n - [x] B <!-- mlpath:b -->", "a[ ]@1 b[x]@2"),
        ("1) [ ] A <!-- mlpath:a -->\n2) [x] B <!-- mlpath:b -->", "a[ ]@1 b[x]@2"),
        ("1. Courses\n   * [x] A <!-- mlpath:a -->", "a[x]@2"),
        ("> > - [x] A\n> >   <!-- mlpath:a -->", "a[x]@1"),
        ("- [x] A\n  <!-- mlpath:a -->\n- [ ] B\n\n  <!-- mlpath:b -->", "a[x]@1 b[ ]@3"),
        ("- [x] A\n  text, then\n  more <!-- mlpath:a --> and more", "a[x]@1"),
        ("- [x]\n  A <!-- mlpath:a -->", "a[x]@1"),
        ("- [x] ~~A~~ **[B](x) <!-- mlpath:a -->**", "a[x]@1"),
        ("- [x] A\n\n  > quoted <!-- mlpath:a -->", "a[x]@1"),
        ("- [x] <!-- mine --> <!-- mlpath:a -->", "a[x]@1"),
        ("- [x] A\n  <!-- mine --><!-- --> text <!-- mlpath:a --> text", "a[x]@1"),
        ("- [x] A\n  <!--\n  mlpath:a\n  -->", "a[x]@1"),
        ("[^1]: Notes\n\n    - [x] A <!-- mlpath:a -->", "a[x]@3"),
        ("| a |\n|---|\n- [x] A <!-- mlpath:a -->", "a[x]@3"),
        ("    - [x] A <!-- mlpath:a -->", "a[x]@1"),
        (
            "## H\n\n\t- [x] A <!-- mlpath:a -->\n\t  note\n\t- [ ] B <!-- mlpath:b -->",
            "a[x]@3 b[ ]@5",
        ),
        ("Ünïcode\n- [x] Ä 🎓 <!-- mlpath:a -->", "a[x]@2"),
        ("", ""),
        ("\u{feff}", ""),
    ] {
        assert_eq!(shown(text), boxes, "{text:?}");
    }
}

#[test]
fn own_boxes_and_boxes_of_steps_are_told_apart() {
    for (text, boxes) in [
        ("- [x] mine", "own:1"),
        ("- [ ] A <!-- mlpath:a -->\n  - [x] watched week 1\n  - [ ] week 2", "a[ ]@1 own:2"),
        ("- [x] mine\n  - [ ] A <!-- mlpath:a -->", "a[ ]@2 own:1"),
        ("- [ ] A <!-- mlpath:a -->\n  - [x] B <!-- mlpath:b -->", "a[ ]@1 b[x]@2"),
        ("- [ ] A\n  - [x] B <!-- mlpath:b -->\n\n  <!-- mlpath:a -->", "a[ ]@1 b[x]@2"),
        ("- [x] A <!-- mlpath: -->\n- [x] B <!-- mlpath:b c -->\n- [x] <!--> C", "own:3"),
        ("- [x] A \\<!-- mlpath:a -->\n- [x] B `<!-- mlpath:b -->`", "own:2"),
    ] {
        assert_eq!(shown(text), boxes, "{text:?}");
    }
}

#[test]
fn what_is_no_item_has_no_box() {
    for text in [
        "```\n- [x] A <!-- mlpath:a -->\n```",
        "~~~markdown\n- [x] A <!-- mlpath:a -->",
        "    - [x] mine",
        "- note\n\n  ```\n  - [x] A <!-- mlpath:a -->\n  ```",
        "<!--\n- [x] A <!-- mlpath:a -->",
        "<!-- [x] -->",
        "`- [x] A <!-- mlpath:a -->`",
        "a [x] b",
        "- a [x] b",
        "- [x](link)",
        "- [y] mine",
    ] {
        assert_eq!(shown(text), "", "{text:?}");
    }
}

#[test]
fn a_step_without_its_box_is_lost() {
    for (text, boxes) in [
        ("- A <!-- mlpath:a -->\n- [] B <!-- mlpath:b -->", "lost:a@1 lost:b@2"),
        ("- [ ] A\n  - note <!-- mlpath:a -->", "own:1 lost:a@2"),
        ("Done: A <!-- mlpath:a -->", "lost:a@1"),
        ("<details>\n- [x] A <!-- mlpath:a -->\n</details>", "lost:a@2"),
        ("- [x] A <!-- mlpath:a --> and B <!-- mlpath:b -->", "a[x]@1 lost:b@1"),
        ("- [x] A <!-- mlpath:a -->\n        - [ ] B <!-- mlpath:b -->", "a[x]@1 lost:b@2"),
        ("see <!-- mlpath:a -->\n\n- [x] A <!-- mlpath:a -->", "a[x]@3"),
    ] {
        assert_eq!(shown(text), boxes, "{text:?}");
    }
}

#[test]
fn a_step_that_stands_there_twice_is_done_when_one_box_says_so() {
    let text = "\
        - [ ] A <!-- mlpath:a -->\n- [x] A <!-- mlpath:a -->\n- [x] A <!-- mlpath:a -->\n\
        - [x] B <!-- mlpath:b -->\n- [x] B <!-- mlpath:b -->\n- [ ] C <!-- mlpath:c -->\n";
    let steps = Checklist::read(text).steps();
    assert_eq!(steps["a"], Ticks { ticked: Some(2), open: Some(1), ..Ticks::default() });
    assert!(steps["a"].is_done() && steps["a"].open.is_some());
    assert!(steps["b"].is_done() && steps["b"].open.is_none());
    assert!(!steps["c"].is_done() && steps["c"].ticked.is_none());
}

#[test]
fn ten_megabytes_are_read() {
    let times = 10_000_000 / EXPORTED.len() + 1;
    let list = EXPORTED.repeat(times);
    let list = Checklist::read(&list);
    assert_eq!(list.boxes.len(), 3 * times);
    assert_eq!(list.steps()["project"], Ticks { open: Some(20), ..Ticks::default() });
    assert_eq!(list.boxes.last().unwrap().line, 23 * (times - 1) + 20);
}
