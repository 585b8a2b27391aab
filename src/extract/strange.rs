//! Texts that are plainly something else: what `mlpath` itself writes, and what programs write for
//! programs.

/// Shares of the lines, in hundredths, by which code and tables are known.
const MOST: usize = 60;

/// What the text looks like, if it is no text for people.
pub fn kind(text: &str) -> Option<&'static str> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let share = |is: fn(&str) -> bool| lines.iter().filter(|line| is(line)).count() * 100;
    let first = lines.first()?;
    let few = lines.len() < 4;
    match () {
        () if text.contains("<!-- mlpath:") => Some("a checklist of mlpath"),
        () if text.contains("Made by `mlpath market`") => Some("a market of mlpath"),
        () if is_lock(&lines) => Some("a lock file"),
        () if first.starts_with("#!") => Some("a script"),
        () if few => None,
        () if share(is_log) >= MOST * lines.len() => Some("a log"),
        () if share(is_code) >= MOST * lines.len() => Some("source code"),
        () if is_table(&lines) => Some("a table (CSV)"),
        () => None,
    }
}

fn is_lock(lines: &[&str]) -> bool {
    let head = &lines[..lines.len().min(12)];
    let has = |mark: &str| head.iter().any(|line| line.contains(mark));
    let is_hashed = |line: &&&str| line.contains(" h1:") && line.ends_with('=');
    has("[[package]]")
        || has("\"lockfileVersion\"")
        || has("lockfileVersion:")
        || has("# yarn lockfile")
        || has("__metadata:")
        || head.iter().filter(is_hashed).count() * 2 > head.len()
}

/// A line that begins with a time or says how bad it is: `2026-01-02 10:11`, `[INFO]`.
fn is_log(line: &str) -> bool {
    let line = line.trim_start_matches('[');
    let is_date =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || b"-/:.,TZ+".contains(&byte));
    let mut words = line.split([' ', ']']);
    let first = words.next().unwrap_or_default();
    let dated = first.len() >= 8 && is_date(first) && first.contains([':', '-']);
    dated
        || ["INFO", "DEBUG", "WARN", "WARNING", "ERROR", "TRACE"]
            .contains(&first.trim_end_matches(':'))
}

/// A line that only a programming language has.
fn is_code(line: &str) -> bool {
    const STARTS: [&str; 22] = [
        "import ", "from ", "def ", "class ", "return", "if (", "if __", "for (", "while ", "fn ",
        "pub ", "use ", "let ", "const ", "var ", "func ", "package ", "#include", "//", "/*",
        "public ", "private ",
    ];
    let is_short = line.split(' ').count() <= 3 && !line.ends_with('.');
    let is_sentence = line.ends_with('.') && line.split(' ').count() > 3;
    !is_sentence
        && (line.ends_with([';', '{', '}', '(', '['])
            || line.ends_with("):")
            || line.ends_with("),")
            || line.starts_with(['}', ')', ']', '@'])
            || line.contains(" = ")
            || STARTS.iter().any(|start| line.starts_with(start))
                && (line.contains(['(', '=', ';', ':', '<', '_']) || is_short))
}

/// Lines of the same number of fields, the first of them names.
fn is_table(lines: &[&str]) -> bool {
    const FIELDS: usize = 3;
    [',', ';', '\t'].into_iter().any(|between| {
        let fields = |line: &str| line.matches(between).count() + 1;
        let head = fields(lines[0]);
        let is_named = lines[0].split(between).all(|name| {
            let name = name.trim_matches('"');
            !name.is_empty() && !name.contains(' ')
        });
        let alike = lines.iter().filter(|line| fields(line) == head).count();
        head >= FIELDS && is_named && alike * 100 >= MOST * lines.len()
    })
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn what_programs_write_is_no_advert() {
        for (text, is) in [
            ("# Way\n- [ ] **SQL** <!-- mlpath:sql -->", "a checklist of mlpath"),
            ("version = 4\n\n[[package]]\nname = \"sql\"", "a lock file"),
            ("lockfileVersion: '9.0'\n\nsettings:\n", "a lock file"),
            ("a.example/b v1.0.0 h1:x=\na.example/c v1.0.0 h1:y=\n", "a lock file"),
            ("#!/bin/sh\necho python", "a script"),
            ("2026-01-02 10:11:12 up\n2026-01-02 10:11:13 sql\n[INFO] x\nERROR: y", "a log"),
            ("import sql\n\ndef main():\n    x = sql.go()\n    return x\n", "source code"),
            ("#include <rust>\nint main() {\n  return 0;\n}\n", "source code"),
            ("id,title,skills\n1,A,sql\n2,B,go\n3,C,r\n", "a table (CSV)"),
        ] {
            assert_eq!(kind(text), Some(is), "{text}");
        }
    }

    #[test]
    fn adverts_are_none_of_it() {
        for text in [
            "Python, SQL, Spark\nDocker, AWS, Go\nR, Java, Scala\nGit, Jira, Bash\n",
            "Data Engineer\n\nYou bring:\n- SQL;\n- Python;\n- Go (or R);\n\nWe offer:\n- tea;\n",
            "Engineer\n\nfrom 2026 on, you\nuse SQL and\nimport data.\nYou return reports.\n",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
