//! Adverts in JSON: `JobPosting` of schema.org, as pages have it for search
//! engines (<https://schema.org/JobPosting>), and what job boards answer to programs.

use itertools::Itertools as _;
use serde_json::{Map, Value};

use crate::extract::{passage, titled};
use crate::knowledge::text::Count;

/// What holds the title, best first; `name` and `text` only where the rest shows an advert.
const TITLES: [&str; 8] =
    ["title", "jobTitle", "job_title", "position", "positionName", "role", "name", "text"];

/// What holds the text, best first.
const BODIES: [&str; 17] = [
    "descriptionHtml",
    "description_html",
    "content",
    "description",
    "jobDescription",
    "job_description",
    "descriptionPlain",
    "description_text",
    "description_plain",
    "text",
    "body",
    "html",
    "responsibilities",
    "qualifications",
    "jobAd",
    "lists",
    "details",
];

/// What stands beside the text, in this order: keys of one meaning, and its heading.
const SECTIONS: [(&[&str], &str); 9] = [
    (&["responsibilities"], "Responsibilities"),
    (&["qualifications", "requirements"], "Qualifications"),
    (&["skills"], "Skills"),
    (&["experienceRequirements"], "Experience"),
    (&["educationRequirements"], "Education"),
    (&["additional", "additionalInformation", "additionalPlain"], "Additional information"),
    (&["jobBenefits", "benefits"], "Benefits"),
    (&["jobLocation", "location", "locations", "jobLocationType"], "Location"),
    (&["baseSalary", "salary", "salaryDescription", "compensation"], "Salary"),
];

/// The text of each advert in a JSON value.
pub fn texts(value: &Value) -> Vec<String> {
    let mut postings = Vec::new();
    find(value, &mut postings);
    // A posting of schema.org says that it is one; beside it nothing else has to be guessed.
    let declared: Vec<_> =
        postings.iter().filter(|posting| is_declared(posting)).copied().collect();
    let postings = if declared.is_empty() { postings } else { declared };
    postings.into_iter().map(text).collect()
}

/// Every object that is an advert, the outermost of each. The parser has bounded the depth.
fn find<'v>(value: &'v Value, found: &mut Vec<&'v Map<String, Value>>) {
    match value {
        Value::Object(object) if is_declared(object) || is_advert(object) => found.push(object),
        Value::Object(object) => object.values().for_each(|value| find(value, found)),
        Value::Array(values) => values.iter().for_each(|value| find(value, found)),
        _ => {}
    }
}

fn is_declared(object: &Map<String, Value>) -> bool {
    let is_posting =
        |value: &Value| value.as_str().is_some_and(|kind| kind.ends_with("JobPosting"));
    object.get("@type").is_some_and(|kind| match kind {
        Value::Array(kinds) => kinds.iter().any(is_posting),
        kind => is_posting(kind),
    })
}

/// Whether it has a title and, by another key, a text. What declares to be something else is that.
fn is_advert(object: &Map<String, Value>) -> bool {
    let title = title_key(object);
    let has_body = |key: &&&str| Some(**key) != title && object.get(**key).is_some_and(is_filled);
    !object.contains_key("@type") && title.is_some() && BODIES.iter().any(|key| has_body(&key))
}

fn title_key(object: &Map<String, Value>) -> Option<&'static str> {
    /// The longest title, in bytes.
    const LONGEST: usize = 200;
    let is_title = |value: &Value| {
        value.as_str().is_some_and(|title| !title.trim().is_empty() && title.len() <= LONGEST)
    };
    TITLES.into_iter().find(|key| object.get(*key).is_some_and(is_title))
}

/// Whether it is more than a name.
fn is_filled(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(values) => !values.is_empty(),
        Value::Object(object) => !object.is_empty(),
        _ => false,
    }
}

fn text(object: &Map<String, Value>) -> String {
    let title_key = title_key(object);
    let title = title_key.and_then(|key| object[key].as_str()).map(|title| passage(title).text);
    let sections = SECTIONS.iter().map(|(keys, _)| *keys).chain([&["lists", "jobAd"][..]]);
    let is_section = |key: &&str| sections.clone().any(|keys| keys.contains(key));
    let mut bodies = BODIES.iter().filter(|key| !is_section(key) && Some(**key) != title_key);
    let body = bodies.find_map(|key| object.get(*key).map(said).filter(|text| !text.is_empty()));
    let mut parts: Vec<String> = body.into_iter().collect();
    parts.extend(["lists", "jobAd"].iter().filter_map(|key| object.get(*key).map(said)));
    for (keys, heading) in SECTIONS {
        let said = keys.iter().find_map(|key| object.get(*key).map(said).filter(|t| !t.is_empty()));
        // Boards repeat in such a key what the text says.
        if let Some(said) = said.filter(|said| !parts.iter().any(|part| part.contains(said))) {
            parts.push(format!("## {heading}\n\n{said}"));
        }
    }
    parts.extend(employer(object).map(|name| format!("## About {name}")));
    titled(title, parts.iter().filter(|part| !part.is_empty()).join("\n\n"))
}

/// Whom the post is with: its name is no skill, whatever else bears it.
fn employer(object: &Map<String, Value>) -> Option<String> {
    let employer = object.get("hiringOrganization")?;
    let name = employer.as_str().or_else(|| employer.get("name")?.as_str())?;
    Some(passage(name).text).filter(|name| name.contains(char::is_alphanumeric))
}

/// What a value says, in the words of an advert.
fn said(value: &Value) -> String {
    match value {
        Value::String(text) => passage(text).text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => {
            let texts = values.iter().map(|value| match value {
                Value::String(text) => format!("- {}", passage(text).text.trim()),
                value => said(value),
            });
            texts.filter(|text| text.len() > 2).join("\n")
        }
        Value::Object(object) => said_by_object(object),
        Value::Null | Value::Bool(_) => String::new(),
    }
}

fn said_by_object(object: &Map<String, Value>) -> String {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let of = |keys: &[&str], between: &str| {
        let texts = keys.iter().filter_map(|key| object.get(*key)).map(said);
        texts.filter(|text| !text.is_empty()).join(between)
    };
    if let Some(months) = object.get("monthsOfExperience").and_then(months) {
        return match months / 12 {
            0 => format!("{} of experience", Count(months as usize, "month")),
            years => format!("{} of experience", Count(years as usize, "year")),
        };
    }
    if let Some(degree) = text("credentialCategory") {
        return format!("A {degree}");
    }
    // A section of a board: its heading and its text.
    let heading = ["title", "text", "name"].into_iter().find(|key| text(key).is_some());
    let body = ["content", "text", "body", "description"].into_iter();
    let body = body.filter(|key| Some(*key) != heading).find(|key| object.contains_key(*key));
    if let (Some(heading), Some(body)) = (heading.and_then(text), body) {
        let (heading, body) = (passage(heading).text, said(&object[body]));
        return if body.is_empty() { body } else { format!("## {heading}\n\n{body}") };
    }
    if object.contains_key("minValue") || object.contains_key("value") {
        let amounts = of(&["minValue", "maxValue"], " to ");
        let amounts = if amounts.is_empty() { of(&["value"], "") } else { amounts };
        return [amounts, of(&["currency", "unitText"], " ")]
            .iter()
            .filter(|t| !t.is_empty())
            .join(" ");
    }
    if object.contains_key("address") {
        return of(&["address"], "");
    }
    if object.contains_key("addressLocality") || object.contains_key("addressCountry") {
        return of(&["streetAddress", "addressLocality", "addressRegion", "addressCountry"], ", ");
    }
    match object.get("name") {
        Some(name) => said(name),
        // Sections under keys, as in `jobAd: {sections: {qualifications: {..}}}`.
        None => object
            .values()
            .filter(|value| !value.is_string())
            .map(said)
            .filter(|t| !t.is_empty())
            .join("\n\n"),
    }
}

/// A number, also one in quotes.
fn months(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::texts;

    #[test]
    fn a_posting_for_search_engines_is_read_whole() {
        let posting = json!({"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "Otter", "description": "Rust"},
            {"@type": "JobPosting", "title": "Tide Analyst &amp; Lead",
            "description": "<p>We count tides.</p><h3>Nice to have</h3><ul><li>Go</li></ul>",
            "hiringOrganization": {"@type": "Organization", "name": "Java Otters"},
            "qualifications": "SQL\nR", "skills": ["Git", "Bash"],
            "experienceRequirements": {"monthsOfExperience": "36"},
            "educationRequirements": {"credentialCategory": "bachelor degree"},
            "jobLocation": {"address": {"addressLocality": "Ghent", "addressCountry": "BE"}},
            "baseSalary": {"currency": "EUR", "value":
                {"minValue": 50, "maxValue": 60, "unitText": "YEAR"}}}]});
        let text = "# Tide Analyst & Lead\n\nWe count tides.\n\n### Nice to have\n\n- Go\n\n\
            ## Qualifications\n\nSQL\nR\n\n## Skills\n\n- Git\n- Bash\n\n## Experience\n\n\
            3 years of experience\n\n## Education\n\nA bachelor degree\n\n\
            ## Location\n\nGhent, BE\n\n## Salary\n\n50 to 60 YEAR EUR\n\n## About Java Otters";
        assert_eq!(texts(&posting), [text]);
    }

    #[test]
    fn the_answers_of_boards_are_read() {
        let read = |value| texts(&value).into_iter().next().unwrap_or_default();
        let greenhouse = json!({"id": 1, "title": "Analyst", "location": {"name": "Ghent"},
            "content": "&lt;p&gt;Tides&lt;/p&gt;&lt;ul&gt;&lt;li&gt;SQL&lt;/li&gt;&lt;/ul&gt;"});
        assert_eq!(read(greenhouse), "# Analyst\n\nTides\n\n- SQL\n\n## Location\n\nGhent");
        let lever = json!({"text": "Analyst", "description": "<div>Tides</div>",
            "categories": {"team": "Java"}, "additional": "<p>Tea</p>",
            "lists": [{"text": "You bring", "content": "<li>SQL</li><li>R</li>"}]});
        let lists =
            "# Analyst\n\nTides\n\n## You bring\n\n- SQL\n- R\n\n## Additional information\n\nTea";
        assert_eq!(read(lever), lists);
        let smart = json!({"name": "Analyst", "jobAd": {"sections": {
            "jobDescription": {"title": "Job Description", "text": "<p>Tides</p>"},
            "qualifications": {"title": "Qualifications", "text": "<p>SQL</p>"}}}});
        assert_eq!(
            read(smart),
            "# Analyst\n\n## Job Description\n\nTides\n\n## Qualifications\n\nSQL"
        );
        let ashby = json!({"jobs": [
            {"title": "Analyst", "descriptionHtml": "<p>SQL</p>", "descriptionPlain": "R"}]});
        assert_eq!(read(ashby), "# Analyst\n\nSQL");
    }

    #[test]
    fn other_json_has_no_advert() {
        for other in [
            json!({"lockfileVersion": 3, "packages": {"a": {"version": "1"}}}),
            json!([1, "a"]),
            json!({"@type": "Article", "name": "A", "description": "B"}),
            json!({"title": "A"}),
            json!(null),
        ] {
            assert_eq!(texts(&other), [""; 0], "{other}");
        }
        assert_eq!(
            texts(&json!([{"title": "A", "text": "B"}, {"title": "C", "text": "D"}])).len(),
            2
        );
    }
}
