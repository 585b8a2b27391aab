//! The fields of a JSON object, read in a known order: several times as fast as in any.

use memchr::memchr;
use serde::de::DeserializeOwned;

use crate::person::journal::Text;

/// An object that is read up to some place. A field that does not come next leaves it as it is.
/// Each is named by all that stands before its value, the comma and the quotes too.
pub struct Fields {
    object: &'static str,
    rest: &'static [u8],
    /// No byte of it has to be escaped, or is an escape.
    is_plain: bool,
}

impl Fields {
    pub fn of(object: &'static str) -> Self {
        let rest = object.as_bytes();
        // Asked of all texts at once: most objects are plain, and their texts short.
        Self { object, rest, is_plain: is_plain(rest) }
    }

    /// What is not read yet.
    pub const fn rest(&self) -> &[u8] {
        self.rest
    }

    /// Whether this comes next.
    pub fn has<const N: usize>(&mut self, begin: &[u8; N]) -> bool {
        self.behind(begin).map(|rest| self.rest = rest).is_some()
    }

    #[inline]
    pub fn text<const N: usize>(&mut self, begin: &[u8; N]) -> Option<Text> {
        let value = self.behind(begin)?;
        let place = self.object.len() - value.len();
        let length = memchr(b'"', value)?;
        if !self.is_plain && !is_plain(&value[..length]) {
            return self.escaped(place);
        }
        self.rest = &value[length + 1..];
        self.object.get(place..place + length).map(Text::within)
    }

    /// A text of which some characters are escaped.
    #[cold]
    fn escaped(&mut self, place: usize) -> Option<Text> {
        // With the quote before it, it is a JSON text of its own.
        let value = self.object.get(place - 1..)?;
        let mut texts = serde_json::Deserializer::from_str(value).into_iter();
        let text = texts.next()?.ok()?;
        self.rest = &value.as_bytes()[texts.byte_offset()..];
        Some(text)
    }

    /// A whole number of at most 18 digits.
    pub fn integer<const N: usize>(&mut self, begin: &[u8; N]) -> Option<i64> {
        let value = self.behind(begin)?;
        let mut number = 0;
        let mut length = 0;
        for byte in value.iter().take(18) {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            number = 10 * number + i64::from(digit);
            length += 1;
        }
        if length == 0 || length > 1 && value[0] == b'0' {
            return None;
        }
        self.rest = &value[length..];
        Some(number)
    }

    pub fn number<T: DeserializeOwned, const N: usize>(&mut self, begin: &[u8; N]) -> Option<T> {
        let value = self.behind(begin)?;
        let length = value.iter().position(|byte| *byte == b',')?;
        let number = serde_json::from_slice(&value[..length]).ok()?;
        self.rest = &value[length..];
        Some(number)
    }

    /// What follows this, if it comes next.
    #[inline]
    fn behind<const N: usize>(&self, begin: &[u8; N]) -> Option<&'static [u8]> {
        // Of a length that is known to the compiler, a few instructions compare it.
        let (name, value) = self.rest.split_first_chunk::<N>()?;
        (name[..] == begin[..]).then_some(value)
    }
}

/// Whether none of these bytes of a JSON object has to be escaped in a text, or is an escape.
fn is_plain(bytes: &[u8]) -> bool {
    // Without an early end, many bytes are looked at together.
    let is_odd = |byte: &u8| u8::from(*byte < b' ') | u8::from(*byte == b'\\');
    bytes.iter().fold(0, |odd, byte| odd | is_odd(byte)) == 0
}

#[cfg(test)]
mod tests {
    use super::Fields;

    #[test]
    fn a_text_is_what_any_reader_makes_of_it() {
        for byte in (0..0x80).filter(|byte| *byte != b'"') {
            for place in 0..16 {
                let mut bytes = [b'a'; 16];
                bytes[place] = byte;
                for behind in ["", r#","next":"\\""#] {
                    let text = std::str::from_utf8(&bytes).unwrap();
                    let object: &'static str = format!(r#"{{"text":"{text}"{behind}}}"#).leak();
                    let mut fields = Fields::of(object);
                    let read = fields.text(br#"{"text":""#);
                    let other = serde_json::from_str::<serde_json::Value>(object).ok();
                    let other = other.as_ref().and_then(|object| object["text"].as_str());
                    // A backslash at the end escapes the quote, and what follows is no object.
                    if other.is_some() || byte != b'\\' {
                        assert_eq!(read.as_deref(), other, "{object}");
                    }
                }
            }
        }
        assert_eq!(Fields::of(r#"{"text":"a\nb"}"#).text(br#"{"text":""#).as_deref(), Some("a\nb"));
        assert_eq!(Fields::of(r#"{"text":"a"b"#).text(br#"{"text":""#).as_deref(), Some("a"));
        assert_eq!(Fields::of(r#"{"text":"no end"#).text(br#"{"text":""#), None);
    }
}
