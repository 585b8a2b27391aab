//! Steps go where their time is, and nothing that a person wrote is lost.

use jiff::civil::{Date, date};

use crate::checklist::Checklist;
use crate::checklist::arrange::Slot;
use crate::checklist::tests::EXPORTED;
use crate::checklist::written::Period;

const JAN: Date = date(2027, 1, 11);
const FEB: Date = date(2027, 2, 8);
const MAR: Date = date(2027, 3, 1);

/// Puts a new step into a checklist in which `a` begins in January, `b` in February and `c` at the
/// start of March.
fn arranged(text: &str, new: &[(Date, &str)]) -> String {
    let slot = |start: Date| {
        let heading = match start.month() {
            1 => "## Jan 2027 (1 h)",
            2 => "## Feb 2027 (2 h)",
            _ => "## Mar 2027 (3 h)",
        };
        Slot { start, heading }
    };
    let of = |id: &str| match id {
        "a" => Some(slot(JAN)),
        "b" => Some(slot(FEB)),
        "c" => Some(slot(MAR)),
        _ => None,
    };
    let hours = |period: Period| (period.last >= JAN).then(|| period.first.month().to_string());
    let item = |id: &str| format!("- [ ] New <!-- mlpath:{id} -->\n  - Why: b\n");
    let new: Vec<_> = new.iter().map(|(start, id)| (slot(*start), item(id))).collect();
    Checklist::read(text).arranged(&new, of, hours).unwrap().text
}

#[test]
fn new_steps_go_below_their_heading_in_the_order_of_time() {
    for (old, new) in [
        (
            "## Jan 2027 (9 h)\n\n- [ ] A <!-- mlpath:a -->\n  - note\n\n## Done\n",
            "## Jan 2027 (1 h)\n\n- [ ] A <!-- mlpath:a -->\n  - note\n@\n## Done\n",
        ),
        (
            "## 2027 Q1 (9 h)\n\nMy words.\n\n* [ ] B <!-- mlpath:b -->\n",
            "## 2027 Q1 (1 h)\n\nMy words.\n\n@* [ ] B <!-- mlpath:b -->\n",
        ),
        (
            "## Jan 2027 (9 h)\n- [ ] A <!-- mlpath:a -->",
            "## Jan 2027 (1 h)\n- [ ] A <!-- mlpath:a -->\n@",
        ),
        ("## Jan 2027\n\nMy words.", "## Jan 2027\n\nMy words.\n\n@"),
        ("## Jan 2027\n\n- mine\n\nMore words.\n", "## Jan 2027\n\n- mine\n@\nMore words.\n"),
        ("## Jan 2027\n## Feb 2027\n", "## Jan 2027\n\n@\n## Feb 2027\n"),
        (
            "Jan 2027\n---\n\n- [x] A <!-- mlpath:x -->\n\n### Mine\n\n- b\n",
            "Jan 2027\n---\n\n- [x] A <!-- mlpath:x -->\n@\n### Mine\n\n- b\n",
        ),
        (
            "# Mine\n\n## Feb 2027 (9 h)\n\n- [ ] B <!-- mlpath:b -->\n",
            "# Mine\n\n## Jan 2027 (1 h)\n\n@\n## Feb 2027 (2 h)\n\n- [ ] B <!-- mlpath:b -->\n",
        ),
        (
            "## 2026 (9 h)\n\n- a\n\n## Done\n",
            "## 2026 (9 h)\n\n- a\n\n## Jan 2027 (1 h)\n\n@\n## Done\n",
        ),
        (
            "# Mine\n\n- [ ] B <!-- mlpath:b -->",
            "# Mine\n\n- [ ] B <!-- mlpath:b -->\n\n## Jan 2027 (1 h)\n\n@",
        ),
        ("", "## Jan 2027 (1 h)\n\n@"),
    ] {
        let item = "- [ ] New <!-- mlpath:n -->\n  - Why: b\n";
        assert_eq!(arranged(old, &[(date(2027, 1, 18), "n")]), new.replace('@', item), "{old:?}");
        let old = old.replace('\n', "\r\n");
        if old.contains('\n') {
            let new = new.replace('@', item).replace('\n', "\r\n");
            assert_eq!(arranged(&old, &[(date(2027, 1, 18), "n")]), new);
        }
    }
}

#[test]
fn several_new_steps_share_a_heading() {
    let text = "## Feb 2027 (9 h)\n\n- [ ] B <!-- mlpath:b -->\n";
    let new = [(JAN, "m"), (JAN, "n"), (MAR, "o")];
    let item = |id: &str| format!("- [ ] New <!-- mlpath:{id} -->\n  - Why: b\n");
    let expected = format!(
        "## Jan 2027 (1 h)\n\n{}{}\n## Feb 2027 (2 h)\n\n- [ ] B <!-- mlpath:b -->\n\n\
         ## Mar 2027 (3 h)\n\n{}",
        item("m"),
        item("n"),
        item("o")
    );
    assert_eq!(arranged(text, &new), expected);
}

#[test]
fn a_step_whose_time_has_changed_moves_with_its_notes() {
    let text = "\
## Jan 2027 (9 h)

- [ ] B (9 h, 4 Jan 2027 to
  9 Jan 2027) <!-- mlpath:b -->
  - Why: c
  my   own note

      and code
  - [x] watched

- [x] Ticked (9 h, 4 Jan 2027 to 9 Jan 2027) <!-- mlpath:c -->
  - kept

## Feb 2027 (9 h)

My words.

* [ ] C (9 h, 1 Mar 2027 to 2 Mar 2027) <!-- mlpath:c -->
* [ ] D <!-- mlpath:d -->
";
    let expected = "\
## Jan 2027 (1 h)

- [x] Ticked (9 h, 4 Jan 2027 to 9 Jan 2027) <!-- mlpath:c -->
  - kept

## Feb 2027 (2 h)

My words.

- [ ] B (9 h, 4 Jan 2027 to
  9 Jan 2027) <!-- mlpath:b -->
  - Why: c
  my   own note

      and code
  - [x] watched
* [ ] C (9 h, 1 Mar 2027 to 2 Mar 2027) <!-- mlpath:c -->
* [ ] D <!-- mlpath:d -->
";
    assert_eq!(arranged(text, &[]), expected);
}

#[test]
fn what_a_person_has_moved_stays() {
    for text in [
        // Below another heading than that of its old dates.
        "## Mar 2027 (3 h)\n\n- [ ] B (9 h, 4 Jan 2027 to 9 Jan 2027) <!-- mlpath:b -->\n",
        "## Soon\n\n- [ ] B (9 h, 4 Jan 2027 to 9 Jan 2027) <!-- mlpath:b -->\n",
        "- [ ] B (9 h, 4 Jan 2027 to 9 Jan 2027) <!-- mlpath:b -->\n",
        // Below another item, or in a quote.
        "## Jan 2027 (1 h)\n\n1. First\n   - [ ] B (9 h, 4 Jan 2027 to 9 Jan 2027) \
         <!-- mlpath:b -->\n",
        "## Jan 2027 (1 h)\n\n> - [ ] B (9 h, 4 Jan 2027 to 9 Jan 2027) <!-- mlpath:b -->\n",
        // With dates of their own, or not in the plan.
        "## Jan 2027 (1 h)\n\n- [ ] B (in January) <!-- mlpath:b -->\n",
        "## Jan 2027 (1 h)\n\n- [ ] D (9 h, 4 Jan 2027 to 9 Jan 2027) <!-- mlpath:d -->\n",
        "## Jan 2027 (1 h)\n\n- [ ] A (9 h, 4 Jan 2027 to 9 Jan 2027) <!-- mlpath:a -->\n",
    ] {
        assert_eq!(arranged(text, &[]), text);
    }
}

#[test]
fn a_heading_with_nothing_left_below_it_goes() {
    let item = "- [ ] B (9 h, 4 Jan 2027 to 9 Jan 2027) <!-- mlpath:b -->\n";
    let text = format!("# Mine\n\n## Jan 2027 (9 h)\n\n{item}\n## Feb 2027 (9 h)\n\nWords.\n");
    let expected = format!("# Mine\n\n## Feb 2027 (2 h)\n\nWords.\n\n{item}");
    assert_eq!(arranged(&text, &[]), expected);
    let text = format!("## Jan 2027 (9 h)\n\nWords.\n\n{item}");
    let expected = format!("## Jan 2027 (1 h)\n\nWords.\n\n\n## Feb 2027 (2 h)\n\n{item}");
    assert_eq!(arranged(&text, &[]), expected);
    // It was empty before.
    assert_eq!(arranged("## Jan 2027 (9 h)\n", &[]), "## Jan 2027 (1 h)\n");
}

#[test]
fn nothing_is_put_where_it_would_not_be_read() {
    let text = "## Jan 2027 (9 h)\n\n- [ ] A <!-- mlpath:a -->\n\n```\nopen\n";
    let new = [(
        Slot { start: FEB, heading: "## Feb 2027 (2 h)" },
        "- [ ] N <!-- mlpath:n -->\n".to_owned(),
    )];
    assert_eq!(Checklist::read(text).arranged(&new, |_| None, |_| None), Err(5));
    assert_eq!(Checklist::read(text).arranged(&[], |_| None, |_| None).unwrap().text, text);
}

#[test]
fn ten_megabytes_are_arranged() {
    let times = 10_000_000 / EXPORTED.len() + 1;
    let text = EXPORTED.repeat(times);
    let slot = Slot { start: MAR, heading: "## Mar 2027 (3 h)" };
    let arranged = Checklist::read(&text).arranged(&[], |_| Some(slot), |_| None).unwrap();
    assert_eq!(arranged.moved, 3 * times);
    let list = Checklist::read(&arranged.text);
    assert_eq!(list.boxes.len(), 3 * times);
    assert_eq!(arranged.text.matches("## ").count(), 1);
}
