//! Adverts in the forms in which people have them: pages, mails, Markdown, JSON, prints and copies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Output;

use serde_json::Value;

use crate::console::{folder, program};

#[derive(serde::Deserialize)]
struct Answer {
    title: Option<String>,
    required: BTreeSet<String>,
    nice: BTreeSet<String>,
    /// May be found as well.
    #[serde(default)]
    free: BTreeSet<String>,
    years: Option<u64>,
    #[serde(default)]
    degrees: BTreeSet<String>,
}

fn forms() -> PathBuf {
    std::env::current_dir().unwrap().join("tests/adverts/forms")
}

fn gap(args: &[&str]) -> Output {
    let folder = folder();
    program(folder.path()).arg("gap").args(args).current_dir(forms()).output().unwrap()
}

fn view(name: &str) -> Value {
    let output = gap(&[name, "--format", "json"]);
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn asks(view: &Value, strength: &str) -> BTreeSet<String> {
    let asks = view["asks"].as_array().unwrap().iter();
    let asks = asks.filter(|ask| ask["strength"] == strength);
    asks.map(|ask| ask["competency"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_form_is_read_as_a_careful_reader_reads_it() {
    let text = fs::read_to_string(forms().join("answers.yaml")).unwrap();
    let answers: BTreeMap<String, Answer> = serde_yaml::from_str(&text).unwrap();
    let mut wrong = String::new();
    for (name, answer) in &answers {
        let view = view(name);
        if view["title"].as_str() != answer.title.as_deref() {
            wrong += &format!("{name}: the title is {}\n", view["title"]);
        }
        for (strength, wanted) in
            [("required", &answer.required), ("nice", &answer.nice), ("duty", &BTreeSet::new())]
        {
            let found: BTreeSet<String> = &asks(&view, strength) - &answer.free;
            if found != *wanted {
                wrong += &format!("{name}: {strength} is {found:?}\n");
            }
        }
        let degrees = view["degrees"].as_array().unwrap().iter();
        let degrees: BTreeSet<String> =
            degrees.map(|ask| ask["degree"].as_str().unwrap().to_owned()).collect();
        if view["years"]["least"].as_u64() != answer.years || degrees != answer.degrees {
            wrong += &format!("{name}: {} and {degrees:?}\n", view["years"]);
        }
    }
    let files = fs::read_dir(forms()).unwrap().count();
    assert_eq!(answers.len() + 1, files, "each file has an answer");
    assert!(wrong.is_empty(), "{wrong}");
}

/// What is shown as the text is what the proofs stand in.
#[test]
fn the_text_that_is_read_can_be_seen() {
    for name in ["page.html", "board.json", "post.md", "mail.eml", "print.txt", "copied.txt"] {
        let output = gap(&[name, "--text"]);
        let text = String::from_utf8(output.stdout).unwrap();
        for ask in view(name)["asks"].as_array().unwrap() {
            let (at, words) = (ask["at"].as_array().unwrap(), ask["words"].as_array().unwrap());
            for (at, words) in at.iter().zip(words) {
                let here = &text[usize::try_from(at.as_u64().unwrap()).unwrap()..];
                let here = here.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(here.starts_with(words.as_str().unwrap()), "{name}: {words} at {at}");
            }
        }
    }
}

#[test]
fn what_programs_write_for_programs_is_refused() {
    let folder = folder();
    let lines = "2026-11-02 10:00:00 INFO python started\n".repeat(9);
    for (name, text, said) in [
        (
            "way.md",
            "# Way\n\n- [ ] **Python** (45 h) <!-- mlpath:python-cs50p -->\n",
            "a checklist of mlpath",
        ),
        ("Cargo.lock", "version = 4\n\n[[package]]\nname = \"spark\"\n", "a lock file"),
        (
            "main.py",
            "import spark\n\ndef main():\n    x = spark.go()\n    print(x)\n",
            "source code",
        ),
        ("run.log", lines.as_str(), "a log"),
        ("jobs.csv", "id,title,skills\n1,A,sql\n2,B,go\n3,C,java\n", "a table (CSV)"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        let output = program(folder.path()).args(["gap", name]).output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        let message = format!("error: {name} is not an advert: it looks like {said}\nhint: ");
        assert!(errors.starts_with(&message), "{name}: {errors}");
    }
    for (name, text, said) in [
        ("lock.json", "{\"lockfileVersion\": 3, \"packages\": {}}", "is JSON without an advert"),
        (
            "cut.json",
            "{\"title\": \"Engineer\", \"text\": \"Py",
            "looks like JSON, but cannot be read",
        ),
        (
            "two.json",
            "[{\"title\": \"A\", \"text\": \"Java\"}, {\"title\": \"B\", \"text\": \"SQL\"}]",
            "holds more than an advert: 2 of them",
        ),
        ("script.html", "<html><script>let java;</script></html>", "contains no words"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        let output = program(folder.path()).args(["gap", name]).output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(errors.starts_with(&format!("error: {name} {said}\n")), "{name}: {errors}");
    }
}

/// What a PDF lacks is said in one line, with a way to its text.
#[test]
fn a_pdf_that_cannot_be_read_says_why() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    for name in ["locked.pdf", "scanned.pdf"] {
        fs::copy(forms().join("../../pdf").join(name), path(name)).unwrap();
    }
    let whole = fs::read(forms().join("schleusen.pdf")).unwrap();
    for name in ["half.pdf", "my half.pdf"] {
        fs::write(path(name), &whole[..whole.len() / 2]).unwrap();
    }
    let long = format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
         2 0 obj <</Type/Pages/Count 60/Kids[{}]>> endobj\n{}trailer <</Root 1 0 R>>\n",
        (10..70).map(|page| format!("{page} 0 R ")).collect::<String>(),
        (10..70)
            .map(|page| format!("{page} 0 obj <</Type/Page/Parent 2 0 R>> endobj\n"))
            .collect::<String>(),
    );
    fs::write(path("long.pdf"), long).unwrap();
    for (name, said, hint) in [
        ("locked.pdf", "is locked with a password", "pdftotext -upw PASSWORD locked.pdf"),
        ("scanned.pdf", "holds pictures and no text", "ocrmypdf"),
        ("half.pdf", "is damaged: part of it cannot be found", "pdftotext half.pdf"),
        ("my half.pdf", "is damaged: part of it cannot be found", "pdftotext 'my half.pdf'"),
        ("long.pdf", "is too long for ", "pdftotext -l 9 long.pdf"),
    ] {
        for args in [&["gap", name][..], &["init", "--cv", name]] {
            let output = program(folder.path()).args(args).output().unwrap();
            let errors = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{name}: {errors}");
            let lines: Vec<&str> = errors.lines().collect();
            assert!(lines[0].starts_with(&format!("error: {name} {said}")), "{name}: {errors}");
            assert!(lines[1].starts_with("hint: ") && lines[1].contains(hint), "{name}: {errors}");
        }
    }
}

/// Whatever is broken in a PDF, there is an answer or a refusal.
#[test]
fn a_broken_pdf_is_read_or_refused() {
    let whole = fs::read(forms().join("made.pdf")).unwrap();
    let folder = folder();
    let path = folder.path().join("broken.pdf");
    for step in 1..40 {
        let mut broken = whole.clone();
        for at in (step * 7..broken.len()).step_by(step * 11) {
            broken[at] = broken[at].wrapping_mul(31).wrapping_add(step as u8);
        }
        broken[..5].copy_from_slice(b"%PDF-");
        fs::write(&path, broken).unwrap();
        let args = ["gap", "--text", "broken.pdf"];
        let output = program(folder.path()).args(args).output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        let is_refused = output.status.code() == Some(1) && errors.starts_with("error: ");
        assert!(output.status.success() || is_refused, "{step}: {errors}");
    }
}
