//! Mails as they are saved, and what is forwarded in them.

use itertools::Itertools as _;
use mailparse::{DispositionType, MailHeaderMap as _, ParsedMail};
use quoted_printable::ParseMode;

/// Headers by which a mail is known, of any program and as programs show them in German, French and
/// Spanish.
const HEADERS: &str = "from to cc date sent subject reply-to received return-path \
                       delivered-to message-id mime-version content-type \
                       content-transfer-encoding von an gesendet datum betreff de à objet \
                       envoyé para asunto enviado fecha";

const SUBJECTS: &str = "subject betreff objet asunto";

/// A text of fewer words beside a page says only that there is a page.
const FEW: usize = 40;

/// What a mail says.
#[derive(Debug, PartialEq, Eq)]
pub struct Mail {
    /// Without `Fwd:` and the like.
    pub subject: Option<String>,
    /// In any form.
    pub body: String,
}

/// Reads a mail, if the text is one.
pub fn read(text: &str) -> Option<Mail> {
    let text = text.trim_start();
    // The first line of a mailbox.
    let text = if text.starts_with("From ") { text.split_once('\n')?.1 } else { text };
    let headers = headers(text);
    if headers.len() < 2 || !headers.iter().any(|(name, _)| has(SUBJECTS, name) || name == "from") {
        return None;
    }
    let mail = mailparse::parse_mail(text.as_bytes()).ok()?;
    let subject = mail.headers.get_first_value("Subject");
    let subject = subject.or_else(|| shown_subject(&headers)).map(|subject| topic(&subject));
    let body = body(&mail).unwrap_or_default();
    Some(forwarded(&unquoted(&body), subject))
}

/// Undoes the transfer encoding of a text that is saved without its headers: `=3D`, and `=` where a
/// line goes on.
pub fn decoded(text: &str) -> Option<String> {
    let is_code = |at: usize| {
        text.get(at + 1..at + 3).is_some_and(|code| {
            code.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b))
        })
    };
    let breaks = text.matches("=\n").count() + text.matches("=\r\n").count();
    let codes = text.match_indices('=').filter(|&(at, _)| is_code(at)).take(2).count();
    if breaks + codes < 2 || codes == 0 {
        return None;
    }
    let bytes = quoted_printable::decode(text, ParseMode::Robust).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The lines `Name: value` with which a text begins, up to the first other line.
fn headers(text: &str) -> Vec<(String, &str)> {
    let is_continued = |line: &&str| line.starts_with([' ', '\t']) && !line.trim().is_empty();
    text.lines().filter(|line| !is_continued(line)).map_while(header).collect()
}

fn header(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_matches(['*', ' ', '>']).to_lowercase();
    (has(HEADERS, &name) || name.starts_with("x-"))
        .then_some((name, value.trim_matches(['*', ' '])))
}

fn has(names: &str, name: &str) -> bool {
    names.split_ascii_whitespace().any(|one| one == name)
}

fn shown_subject(headers: &[(String, &str)]) -> Option<String> {
    let subject = headers.iter().find(|(name, _)| has(SUBJECTS, name));
    subject.map(|(_, value)| (*value).to_owned())
}

/// A subject without `Re:` and `Fwd:`, which German and French write otherwise.
fn topic(subject: &str) -> String {
    let mut topic = subject.trim();
    while let Some((mark, rest)) = topic.split_once(':') {
        let mark = mark.trim().to_lowercase();
        if !has("re fw fwd aw wg tr rv", &mark) {
            break;
        }
        topic = rest.trim();
    }
    topic.split_whitespace().join(" ")
}

/// The text of a mail, or its page where that says more.
fn body(mail: &ParsedMail<'_>) -> Option<String> {
    let mut parts: Vec<&ParsedMail<'_>> = mail.parts().collect();
    parts.retain(|part| {
        part.subparts.is_empty()
            && part.get_content_disposition().disposition != DispositionType::Attachment
    });
    let of = |kind: &str| {
        let parts = parts.iter().filter(|part| part.ctype.mimetype == kind);
        parts.filter_map(|part| part.get_body().ok()).find(|body| !body.trim().is_empty())
    };
    let (text, page) = (of("text/plain"), of("text/html"));
    let says_more = |text: &String| page.is_none() || text.split_whitespace().count() >= FEW;
    text.filter(says_more).or(page).or_else(|| mail.get_body().ok())
}

/// A text without the signs of what it quotes, if it quotes most, and without the sender's card.
fn unquoted(body: &str) -> String {
    let body = body.split("\n-- \n").next().unwrap_or_default();
    let lines = || body.lines().filter(|line| !line.trim().is_empty());
    let quoted = lines().filter(|line| line.starts_with('>')).count();
    if quoted * 2 < lines().count() {
        return body.to_owned();
    }
    let unquoted = |line: &str| {
        let inner = line.trim_start_matches(['>', ' ']);
        let is_quoted = line.starts_with('>');
        if is_quoted { inner.to_owned() } else { line.to_owned() }
    };
    body.lines().map(unquoted).join("\n")
}

/// The mail that another one forwards, without the few words above it.
fn forwarded(body: &str, subject: Option<String>) -> Mail {
    const NOTE: usize = 600;
    let mut from = 0;
    for line in body.split_inclusive('\n') {
        let begin = from;
        from += line.len();
        if begin > NOTE || !line.contains(':') {
            continue;
        }
        let found = headers(&body[begin..]);
        if found.len() < 2 || shown_subject(&found).is_none() {
            continue;
        }
        let below = body[begin..].lines().skip(found.len()).join("\n");
        return Mail { subject: shown_subject(&found).map(|subject| topic(&subject)), body: below };
    }
    Mail { subject, body: body.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Mail, decoded, read};

    fn mail(text: &str) -> (String, String) {
        let Mail { subject, body } = read(text).unwrap();
        (subject.unwrap_or_default(), body.trim().to_owned())
    }

    #[test]
    fn encoded_mails_are_read() {
        let head = "From: Ada <ada@otter.example>\nMIME-Version: 1.0\n";
        let quoted = "Subject: =?utf-8?Q?Fwd:_Data_Engineer_=28K=C3=B6ln=29?=\n\
            Content-Type: text/plain; charset=utf-8\n\
            Content-Transfer-Encoding: quoted-printable\n\n\
            You know SQL, and =\nPython =3D good";
        let read =
            ("Data Engineer (Köln)".to_owned(), "You know SQL, and Python = good".to_owned());
        assert_eq!(mail(&format!("{head}{quoted}")), read);
        let parts = "Subject: Re: R\nContent-Type: multipart/alternative; boundary=xx\n\n--xx\n\
            Content-Type: text/plain\n\nOpen the page.\n--xx\nContent-Type: text/html\n\
            Content-Transfer-Encoding: base64\n\nPHA+U1FMPC9wPg==\n--xx--\n";
        assert_eq!(mail(&format!("{head}{parts}")), ("R".to_owned(), "<p>SQL</p>".to_owned()));
    }

    #[test]
    fn forwarded_mails_are_read_without_the_note() {
        let text = "From: a@b.example\nTo: c@d.example\nSubject: Fwd: hm\n\nHave a look!\n\n\
            ---------- Forwarded message ---------\nVon: X\nDatum: heute\nBetreff: AW: Analyst\n\
            An: Y\n\nSQL\n-- \nRust GmbH\n";
        assert_eq!(mail(text), ("Analyst".to_owned(), "SQL".to_owned()));
        let quoted = "From: a@b.example\nSubject: Analyst\n\nSee below\n> - SQL\n> - R\n> > Go";
        assert_eq!(mail(quoted), ("Analyst".to_owned(), "See below\n- SQL\n- R\nGo".to_owned()));
    }

    #[test]
    fn other_texts_are_none() {
        for text in
            ["From: Monday\n\nSQL", "Analyst\nFrom: a\nTo: b\n", "To: do\nDate: soon\n\nx", ""]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_body_alone_is_decoded() {
        assert_eq!(decoded("a =\nb =C3=BC =3D c").as_deref(), Some("a b ü = c"));
        for text in ["a = b", "x =\ny =\nz", "k=10 nearest", "https://a.example/?q=3D"] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
