//! Text -> words, as names are compared: in lower case, plurals and British spellings folded,
//! with what stands between a word and the one before it.

/// What stands between two words, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Join {
    /// White space, a line's end within a paragraph, a hyphen: names go on across it.
    Space,
    Slash,
    Comma,
    /// A bracket, a colon, a dash.
    Break,
    /// A semicolon.
    Clause,
    Sentence,
}

/// One word of a text.
#[derive(Debug, Clone)]
pub struct Word<'t> {
    /// Byte offset in the text.
    pub at: usize,
    pub text: &'t str,
    /// As it is compared.
    pub folded: String,
    /// What stands before it.
    pub join: Join,
    /// Follows or precedes a hyphen directly: `C` in `C-level`.
    pub hyphened: bool,
    /// How many brackets it stands in.
    pub depth: usize,
    /// A colon stands before it.
    pub colon: bool,
}

impl Word<'_> {
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The words of a part of a text that begins at byte `from`. A word that is not `known` and holds
/// two capitalised ones, as where a copied page has lost its line ends, is cut in two.
pub fn words<'t>(text: &'t str, from: usize, known: impl Fn(&str) -> bool) -> Vec<Word<'t>> {
    let mut words: Vec<Word<'t>> = Vec::new();
    let mut rest = 0;
    let mut listed = false;
    while let Some((begin, end)) = next(text, rest) {
        // The letter that copied pages have in place of a hollow bullet.
        if &text[begin..end] == "o" && text[..begin].ends_with(' ') && text[end..].starts_with(' ')
        {
            listed = true;
            rest = end;
            continue;
        }
        let between = &text[rest..begin];
        let mut word = word(&text[begin..end], from + begin, between, words.last());
        if std::mem::take(&mut listed) {
            word.join = Join::Sentence;
        }
        if between.ends_with(['-', '\u{2010}', '\u{2011}']) && between.len() <= 3 {
            word.hyphened = true;
            if let Some(last) = words.last_mut() {
                last.hyphened = true;
            }
        }
        while let Some(seam) = seam(word.text).filter(|_| !known(&word.folded)) {
            let (left, right) = word.text.split_at(seam);
            let second = Word {
                at: word.at + seam,
                text: right,
                folded: fold(right),
                join: Join::Sentence,
                hyphened: false,
                depth: word.depth,
                colon: false,
            };
            words.push(Word { text: left, folded: fold(left), ..word });
            word = second;
        }
        words.push(word);
        rest = end;
    }
    words
}

fn word<'t>(text: &'t str, at: usize, between: &str, before: Option<&Word<'_>>) -> Word<'t> {
    Word {
        at,
        text,
        folded: fold(text),
        join: before.map_or(Join::Sentence, |before| join(between, before, text)),
        hyphened: false,
        depth: between.chars().fold(before.map_or(0, |before| before.depth), |depth, c| match c {
            '(' | '[' => depth + 1,
            ')' | ']' => depth.saturating_sub(1),
            _ => depth,
        }),
        colon: between.contains([':', '\u{ff1a}']),
    }
}

/// Begin and end of the next word.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let begin = from + text[from..].find(|c: char| c.is_alphanumeric() || c == '&')?;
    // `.NET` keeps its dot: "net" is another word.
    let dotted = begin > 0
        && bytes[begin - 1] == b'.'
        && text[begin..].get(..3).is_some_and(|net| net.eq_ignore_ascii_case("net"))
        && text[..begin - 1].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let mut end = begin;
    let mut chars = text[begin..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let here = begin + offset;
        let follows = chars.peek().map(|&(_, next)| next);
        let inside = match c {
            _ if c.is_alphanumeric() => true,
            '&' if here == begin => {
                end = here + 1;
                break;
            }
            '+' | '#' => end > begin,
            '\'' | '\u{2019}' => follows.is_some_and(char::is_alphabetic),
            '&' => is_initial(&text[begin..end]) && follows.is_some_and(|c| c.is_ascii_uppercase()),
            '.' => goes_on(&text[begin..end], &text[here + 1..]),
            _ => false,
        };
        if !inside {
            break;
        }
        end = here + c.len_utf8();
    }
    Some((if dotted { begin - 1 } else { begin }, end))
}

/// `R` in `R&D`.
fn is_initial(text: &str) -> bool {
    text.len() == 1 && text.as_bytes()[0].is_ascii_uppercase()
}

/// Whether a dot after `before` belongs to the word: `Ph.D`, `Node.js`, `1.5`; not `Python.We`.
fn goes_on(before: &str, after: &str) -> bool {
    const ENDINGS: [&str; 6] = ["js", "net", "ai", "io", "py", "ml"];
    let next: &str = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let last = before.rsplit('.').next().unwrap_or_default();
    match next {
        "" => false,
        _ if last.len() <= 2 => next.len() <= 4,
        _ => ENDINGS.contains(&next.to_ascii_lowercase().as_str()),
    }
}

/// Where two capitalised words were run together, if they were: both are of some length.
fn seam(text: &str) -> Option<usize> {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    let bytes = text.as_bytes();
    let number = |at: usize| {
        bytes[at..].iter().all(|b| b.is_ascii_digit() || *b == b'+') && bytes[at].is_ascii_digit()
    };
    (SHORTEST..text.len()).find(|&at| {
        let capital = at + SHORTEST <= text.len()
            && bytes[at].is_ascii_uppercase()
            && bytes[at + 1].is_ascii_lowercase();
        // `degree3+`: the years of the next line.
        let degree = matches!(text.get(at..), Some("PhD" | "MSc" | "BSc"));
        let years = number(at) && bytes[..at].iter().all(u8::is_ascii_alphabetic);
        bytes[at - 1].is_ascii_lowercase()
            && (capital || degree || years && bytes[text.len() - 1] == b'+')
    })
}

fn join(between: &str, before: &Word<'_>, text: &str) -> Join {
    // `(xgboost)Background`: a line's end is lost.
    if between.ends_with([')', ']']) && text.starts_with(char::is_uppercase) {
        return Join::Sentence;
    }
    let capital = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let mut strongest = Join::Space;
    let mut chars = between.chars().peekable();
    let mut last = 'a';
    while let Some(c) = chars.next() {
        let alone = chars.peek().is_none_or(|next| next.is_whitespace());
        let join = match c {
            '/' | '\\' => Join::Slash,
            ',' | '|' | '\t' => Join::Comma,
            '(' | ')' | '[' | ']' | ':' | '\u{ff1a}' | '\u{2013}' | '\u{2014}' => Join::Break,
            '-' if alone && between.len() > 1 => Join::Break,
            ';' => Join::Clause,
            '.' if capital && (before.folded == "etc" || !is_abbreviated(&before.folded)) => {
                Join::Sentence
            }
            '.' if !capital && alone && !is_abbreviated(&before.folded) => Join::Sentence,
            // A bullet; within a line it is emphasis.
            '*' if last.is_whitespace() && chars.peek().is_some_and(|c| c.is_whitespace()) => {
                Join::Sentence
            }
            '!' | '?' | '\u{2022}' | '\u{b7}' | '\u{25cf}' | '\u{25aa}' | '\u{2023}' => {
                Join::Sentence
            }
            _ => Join::Space,
        };
        strongest = strongest.max(join);
        last = c;
    }
    strongest
}

/// Whether a dot after this word does not end a sentence.
fn is_abbreviated(folded: &str) -> bool {
    const SHORT: [&str; 16] = [
        "eg", "ie", "etc", "vs", "phd", "ms", "bs", "bsc", "msc", "ba", "ma", "dr", "inc",
        "approx", "min", "incl",
    ];
    SHORT.contains(&folded) || folded.len() == 1 && folded.starts_with(char::is_alphabetic)
}

/// A word as it is compared: lower case, no possessive, no inner dot, one number, American
/// spelling. It need not be a word any more, as long as the same words fold alike.
pub fn fold(text: &str) -> String {
    let mut word: String = text
        .char_indices()
        .filter(|&(at, c)| c != '.' || at == 0)
        .flat_map(|(_, c)| c.to_lowercase())
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .collect();
    if let Some(owner) = word.strip_suffix("'s") {
        word.truncate(owner.len());
    }
    word.retain(|c| c != '\'');
    if word == "&" {
        return "and".to_owned();
    }
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    american(word)
}

/// `optimisation` -> `optimization`, `modelling` -> `modeling`.
fn american(word: String) -> String {
    const ENDINGS: [(&str, &str); 9] = [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("iser", "izer"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("ysing", "yzing"),
        ("elling", "eling"),
        ("elled", "eled"),
    ];
    if word.len() <= 6 {
        return word;
    }
    match ENDINGS.iter().find(|(british, _)| word.ends_with(british)) {
        Some((british, ours)) => format!("{}{ours}", &word[..word.len() - british.len()]),
        None => word,
    }
}
