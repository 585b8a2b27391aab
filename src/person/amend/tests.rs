//! What is changed in a profile, and what stays as it is.

use proptest::prelude::*;

use crate::knowledge::files::SourceFile;
use crate::person::amend::amend;
use crate::person::amend::place::HEADINGS;
use crate::person::amend::value::word;
use crate::person::amend::{Value, values};
use crate::person::profile::read_wishes;
use crate::person::progress::Progress;
use crate::person::wishes::Wishes;
use crate::person::written::{WrittenDay, parse_day, parse_holiday, parse_hours};
use crate::person::{resolve, yaml};

fn wishes(text: &str) -> Wishes {
    read_wishes(&SourceFile::new("", text.trim_start_matches('\u{feff}'))).unwrap()
}

/// The text after a change of what it says.
fn changed(text: &str, change: impl FnOnce(&mut Wishes)) -> String {
    let mut wishes = wishes(text);
    change(&mut wishes);
    amend(text, &wishes).unwrap()
}

fn day(text: &str) -> Option<WrittenDay> {
    parse_day(text).ok()
}

#[test]
fn one_value_takes_the_place_of_another() {
    let text = "# mine\nhours: 10   # evenings\nrole: 'engineer'\n";
    let changed = changed(text, |wishes| {
        wishes.hours = parse_hours("8").ok();
        wishes.role = Some("analyst".to_owned());
    });
    assert_eq!(changed, "# mine\nhours: 8   # evenings\nrole: 'analyst'\n");
}

#[test]
fn hours_by_weekday_change_day_by_day() {
    let text = "hours:\r\n  mon: 1  # late\r\n  sat: 4\r\n# end\r\n";
    let sundays = changed(text, |wishes| wishes.hours = parse_hours("mon 1 sun 2").ok());
    assert_eq!(sundays, "hours:\r\n  mon: 1  # late\r\n  sun: 2\r\n# end\r\n");
    let weekly = changed(text, |wishes| wishes.hours = parse_hours("8").ok());
    assert_eq!(weekly, "hours: 8\r\n  # late\r\n# end\r\n");
    let again = changed(&weekly, |wishes| wishes.hours = parse_hours("mon 2").ok());
    assert_eq!(again, "hours: {mon: 2}\r\n  # late\r\n# end\r\n");
}

#[test]
fn lists_change_item_by_item() {
    let text = "avoid:\n- paid   # no money\n- degree\nmust: [a, 'b', c] # all\nhave: []\nknow:\n";
    let changed = changed(text, |wishes| {
        wishes.avoid = vec!["degree".to_owned(), "book".to_owned()];
        wishes.must = vec!["a".to_owned(), "c".to_owned(), "d e".to_owned()];
        wishes.have = vec!["x".to_owned()];
        wishes.know = vec![("c#".to_owned(), "aware".to_owned())];
    });
    assert_eq!(
        changed,
        "avoid:\n# no money\n- degree\n- book\nmust: [a, c, d e] # all\nhave: [x]\n\
         know: {\"c#\": aware}\n"
    );
}

#[test]
fn what_is_emptied_stays_as_an_empty_list() {
    let text = "avoid:\n  # because\n  - paid\n  - degree\nmust: [a,\n  # too\n  b,\n]\n\
                know: { sql: aware }\n";
    let changed = changed(text, |wishes| {
        wishes.avoid.clear();
        wishes.must.clear();
        wishes.know.clear();
    });
    assert_eq!(changed, "avoid: []\n  # because\nmust: [\n  # too\n]\nknow: {}\n");
}

#[test]
fn a_key_that_is_removed_leaves_its_comments() {
    let text = "# By when?\ndeadline: 2028-12   # about\n\nexceptions:   # all\n  \
                - from: 2027-07-05  # summer\n    until: 2027-07-25\n    hours: 0\nparallel: 2\n";
    let changed = changed(text, |wishes| {
        wishes.deadline = None;
        wishes.exceptions.clear();
        wishes.parallel = None;
    });
    assert_eq!(changed, "# By when?\n# about\n\nexceptions: []   # all\n  # summer\n");
}

#[test]
fn a_new_key_stands_where_a_new_profile_has_it() {
    let add = |text: &str| {
        changed(text, |wishes| {
            wishes.deadline = day("2028-12-01");
            wishes.parallel = Some(2);
        })
    };
    assert_eq!(add(""), "deadline: 2028-12-01\nparallel: 2\n");
    assert_eq!(add("# nothing yet"), "# nothing yet\ndeadline: 2028-12-01\nparallel: 2");
    assert_eq!(add("{role: a}\n"), "{role: a, deadline: 2028-12-01, parallel: 2}\n");
    assert_eq!(add("{}"), "{deadline: 2028-12-01, parallel: 2}");
    assert_eq!(
        add("\u{feff}# know\nknow: {}"),
        "\u{feff}deadline: 2028-12-01\nparallel: 2\n# know\nknow: {}"
    );
    assert_eq!(
        add("role: a\n\n# The day by which the plan should end:\n# deadline: 2028-09-01\n\
             # h\nhours: 4\n"),
        "role: a\n\n# The day by which the plan should end:\n# deadline: 2028-09-01\n\
         deadline: 2028-12-01\n# h\nhours: 4\nparallel: 2\n"
    );
    assert_eq!(
        add("---\n  role: a\n  know:\n    sql: aware\n    # python: aware\n  have: []\n...\n"),
        "---\n  role: a\n  deadline: 2028-12-01\n  parallel: 2\n  know:\n    sql: aware\n    \
         # python: aware\n  have: []\n...\n"
    );
}

#[test]
fn the_comments_of_a_new_profile_are_known() {
    let kb = crate::knowledge::load(None).unwrap();
    // Only who has another knowledge base reads of it.
    let (kb_named, over) = (Some("base".into()), vec!["class".into()]);
    let new = Wishes { kb: kb_named, kb_add: over, ..Wishes::default() };
    let today = jiff::civil::date(2027, 1, 4);
    let person = resolve(&kb, None, Progress::default(), &new, today).unwrap();
    let text = yaml::write(&kb, &person, &new);
    for (key, heading) in HEADINGS {
        let at = text.find(&format!("\n# {heading}"));
        assert!(at.is_some(), "{key}");
    }
    // What is removed and set again comes back to its place.
    let without = changed(&text, |wishes| wishes.parallel = None);
    assert_eq!(changed(&without, |wishes| wishes.parallel = Some(3)), text);
}

#[test]
fn what_cannot_be_changed_piece_by_piece_is_refused() {
    for (text, why) in [
        ("role: &r a\ndomain: *r\n", "it uses anchors, aliases or tags (&, *, !)"),
        ("role: !!str a\n", "it uses anchors, aliases or tags (&, *, !)"),
        ("role: |\n  a\n", "`role` is written as a block of lines"),
    ] {
        let role = Some("b".to_owned());
        let refused = amend(text, &Wishes { role, ..wishes(text) });
        assert_eq!(refused, Err(why.to_owned()), "{text}");
    }
}

#[test]
fn a_word_is_in_quotes_where_it_could_be_something_else() {
    for plain in ["ml-engineer", "2028-12-01", "8", "mon-fri", "machine learning", "CI/CD", "ü"] {
        assert_eq!(word(plain), plain);
    }
    for quoted in
        ["", "c#", "null", "a: b", "- a", " a", "a ", "[a", "a, b", "*a", "\"", "\u{e000}"]
    {
        assert!(word(quoted).starts_with('"'), "{quoted}");
        let read = wishes(&format!("must: [{}]", word(quoted))).must;
        assert_eq!(read, [quoted]);
    }
}

/// How a value is written, apart from what it is.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one way to write")]
struct Style {
    in_lines: bool,
    over_lines: bool,
    quotes: usize,
    indented: bool,
    comment: bool,
    blank: bool,
}

fn style() -> impl Strategy<Value = Style> {
    let flags = prop::array::uniform5(any::<bool>());
    (flags, 0..3_usize).prop_map(|([in_lines, over_lines, indented, comment, blank], quotes)| {
        Style { in_lines, over_lines, quotes, indented, comment, blank }
    })
}

impl Style {
    fn word(&self, text: &str) -> String {
        match self.quotes {
            0 => word(text),
            1 => format!("'{}'", text.replace('\'', "''")),
            _ => serde_json::json!(text).to_string(),
        }
    }

    fn value(&self, value: &Value) -> String {
        let comment = if self.comment { "  # it's {so}, [and]: so" } else { "" };
        let indent = if self.indented { "    " } else { "" };
        match value {
            Value::Word(text) => format!(" {}{comment}", self.word(text)),
            Value::List(items) if self.in_lines && !items.is_empty() => {
                let line = |item| format!("\n{indent}- {item}{comment}");
                items.iter().map(line).collect()
            }
            Value::Map(entries) if self.in_lines && !entries.is_empty() => {
                let line = |(key, value)| format!("\n  {}: {value}{comment}", self.word(key));
                entries.iter().map(|(key, value)| line((key, value))).collect()
            }
            Value::List(items) if self.over_lines => {
                let line = |item| format!("\n  {item},{comment}");
                format!(" [{}\n  ]", items.iter().map(line).collect::<String>())
            }
            other => format!(" {other}{comment}"),
        }
    }

    /// The lines of a key, as they have to stay if its value does.
    fn lines(&self, key: &str, value: &Value) -> String {
        let blank = if self.blank { "\n" } else { "" };
        let above = if self.comment { format!("# about {key}\n") } else { String::new() };
        format!("{blank}{above}{key}:{}\n", self.value(value))
    }
}

fn some<T: Clone + std::fmt::Debug + 'static>(all: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    let most = all.len();
    prop::sample::subsequence(all, 0..=most)
}

fn any_wishes() -> impl Strategy<Value = Wishes> {
    let name = |names: &'static [&'static str]| {
        prop::option::of(prop::sample::select(names)).prop_map(|name| name.map(str::to_owned))
    };
    let names = |names: &[&str]| some(names.iter().map(|name| (*name).to_owned()).collect());
    let known = names(&["sql", "CI/CD", "c#", "machine learning", "Träume", "a: b"]);
    let levels = prop::collection::vec(prop::sample::select(vec!["aware", "working"]), 6);
    let know = (known, levels).prop_map(|(names, levels)| {
        names.into_iter().zip(levels.into_iter().map(str::to_owned)).collect()
    });
    let days = ["2028-12", "1 Dec 2028", "2029"];
    let hours = ["8", "mon 1 sat 4.5", "mon-fri 1", "sat 3 mon 1"];
    let stretches = ["2027-07", "2027-08-01..2027-08-05=2", "2028=mon 1 tue 2"];
    let stretches = some(stretches.map(|text| parse_holiday(text).unwrap()).to_vec());
    let single = (
        name(&["engineer", "null", "it's"]),
        prop::option::of(prop::sample::select(days.to_vec())),
        prop::option::of(prop::sample::select(hours.to_vec())),
        prop::option::of(1..9_u32),
        name(&["health care"]),
    );
    let lists = (know, names(&["a", "b", "c d"]), names(&["paid", "degree", "x#y", ""]), stretches);
    (single, lists).prop_map(|((role, day, hours, parallel, domain), lists)| {
        let (know, must, avoid, exceptions) = lists;
        let deadline = day.and_then(|text| parse_day(text).ok());
        let hours = hours.and_then(|text| parse_hours(text).ok());
        let given = Wishes { role, deadline, hours, parallel, domain, ..Wishes::default() };
        Wishes { exceptions, know, must, avoid, ..given }
    })
}

/// The keys that a text of these wishes has, each as it is written.
fn chunks(wishes: &Wishes, styles: &[Style], from: usize) -> Vec<(&'static str, String)> {
    let all = values(wishes).into_iter().zip(styles);
    let present = all.filter_map(|((key, value), style)| {
        let value = value?;
        // Of an empty list half are not there.
        let is_empty = matches!(&value, Value::List(list) if list.is_empty());
        (!is_empty || style.in_lines).then(|| (key, style.lines(key, &value)))
    });
    let mut chunks: Vec<_> = present.collect();
    let middle = from.min(chunks.len());
    chunks.rotate_left(middle);
    chunks
}

proptest! {
    #[test]
    fn only_what_is_meant_to_change_does(
        before in any_wishes(),
        after in any_wishes(),
        styles in prop::collection::vec(style(), 16),
        from in 0..16_usize,
        (windows, mark, kept) in any::<(bool, bool, u16)>(),
    ) {
        let chunks = chunks(&before, &styles, from);
        let mut text: String = chunks.iter().map(|(_, lines)| lines.as_str()).collect();
        text += "# the end\n";
        let end = if windows { "\r\n" } else { "\n" };
        let breaks = |text: &str| text.replace('\n', end);
        let text = format!("{}{}", if mark { "\u{feff}" } else { "" }, breaks(&text));
        prop_assert_eq!(&wishes(&text), &before, "{}", text);
        // Some keys keep their values.
        let mut after = after;
        if kept & 1 > 0 { after.know.clone_from(&before.know); }
        if kept & 2 > 0 { after.must.clone_from(&before.must); }
        if kept & 4 > 0 { after.exceptions.clone_from(&before.exceptions); }
        if kept & 8 > 0 { after.hours.clone_from(&before.hours); }
        if kept & 16 > 0 { after.avoid.clone_from(&before.avoid); }
        if kept & 32 > 0 { after.role.clone_from(&before.role); }
        let made = amend(&text, &after);
        prop_assert!(made.is_ok(), "{:?}\n{}\n{:?}", made, text, after);
        let made = made.unwrap();
        // Keys of which the value is the same are there, byte for byte and in their order.
        let old = values(&before);
        let same = |key: &str| {
            let new = values(&after).into_iter().find(|(other, _)| *other == key);
            old.iter().find(|(other, _)| *other == key) == new.as_ref()
        };
        let mut rest = made.as_str();
        for (key, lines) in &chunks {
            if same(key) {
                // Another key may be put between the comment above a key and the key.
                let lines = breaks(lines.trim_start_matches('\n'));
                let at = rest.find(&lines);
                prop_assert!(at.is_some(), "{key} is not as it was\n{text}\n---\n{made}");
                rest = &rest[at.unwrap() + lines.len()..];
            }
        }
        for comment in ["# about ", "# it's {so}, [and]: so", "# the end"] {
            prop_assert_eq!(
                made.matches(comment).count(),
                text.matches(comment).count(),
                "{}\n---\n{}", text, made
            );
        }
        prop_assert_eq!(made.contains("\r\n"), windows);
        prop_assert_eq!(made.replace("\r\n", "").contains('\n'), !windows);
        prop_assert_eq!(made.starts_with('\u{feff}'), mark);
        prop_assert_eq!(amend(&made, &after), Ok(made.clone()));
    }

    #[test]
    fn any_text_is_changed_or_refused(text in any::<String>(), after in any_wishes()) {
        let _ = amend(&text, &after);
    }
}
