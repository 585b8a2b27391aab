//! What serde and the parser say of a value, in our words: what stands there, and what to write.

/// What serde calls the types of our fields.
const TYPES: [(&str, &str); 8] = [
    ("u32", "a whole number such as 3"),
    ("u8", "the number of a month"),
    ("f64", "a number"),
    ("a sequence", "a list such as [a, b]"),
    ("a string", "one word or text"),
    ("text", "one word or text"),
    ("a boolean", "true or false"),
    ("a mapping", "a mapping such as {a: b}"),
];

/// `invalid type: sequence, expected a mapping` is `a list does not fit; write a mapping ...`.
pub(super) fn plainly(said: &str) -> String {
    let rest = ["invalid type: ", "invalid value: "].iter().find_map(|it| said.strip_prefix(it));
    let Some((found, wanted)) = rest.and_then(|rest| rest.split_once(", expected ")) else {
        return said.to_owned();
    };
    let wanted = TYPES.iter().find(|(name, _)| *name == wanted).map_or(wanted, |(_, words)| words);
    let found = match found {
        "sequence" => "a list".to_owned(),
        "map" => "a mapping".to_owned(),
        "unit value" => "an empty value".to_owned(),
        // A value in quotes or backquotes behind the name of its type.
        other => match other.find(['"', '`']) {
            Some(at) => format!("`{}`", other[at..].trim_matches(['"', '`'])),
            None => other.to_owned(),
        },
    };
    format!("{found} does not fit here; write {wanted}")
}

#[cfg(test)]
mod tests {
    use super::plainly;

    #[test]
    fn a_value_of_a_wrong_type_is_told_with_what_is_wanted() {
        let said = |text: &str| {
            let read = serde_yaml::from_str::<u32>(text).unwrap_err().to_string();
            plainly(read.split(" at line").next().unwrap_or_default())
        };
        let number = "write a whole number such as 3";
        assert_eq!(said("[1]"), format!("a list does not fit here; {number}"));
        assert_eq!(said("{a: b}"), format!("a mapping does not fit here; {number}"));
        assert_eq!(said("many"), format!("`many` does not fit here; {number}"));
        assert_eq!(said("true"), format!("`true` does not fit here; {number}"));
        assert_eq!(said("-1"), format!("`-1` does not fit here; {number}"));
        assert_eq!(said("1.5"), format!("`1.5` does not fit here; {number}"));
        assert_eq!(said("99999999999"), format!("`99999999999` does not fit here; {number}"));
        assert_eq!(said("null"), format!("an empty value does not fit here; {number}"));
        assert_eq!(plainly("unknown field `a`"), "unknown field `a`");
    }
}
