//! The fields of a JSON object, read in a known order: several times as fast as in any.

use memchr::memchr;
use serde::de::DeserializeOwned;

use crate::person::journal::Text;

/// An object that is read up to some place. A field that does not come next leaves it as it is.
/// Each is named by all that stands before its value, the comma and the quotes too.
pub struct Fields {
    object: &'static str,
    rest: &'static [u8],
}

impl Fields {
    pub const fn of(object: &'static str) -> Self {
        Self { object, rest: object.as_bytes() }
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
        let Some(length) = plain(value) else { return self.escaped(place) };
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

/// How many bytes stand before the next quote. `None` if one of them has to be escaped or is an
/// escape.
fn plain(bytes: &[u8]) -> Option<usize> {
    let length = memchr(b'"', bytes)?;
    // Without an early end, many bytes are looked at together.
    let is_odd = |odd, byte: &u8| odd || *byte < b' ' || *byte == b'\\';
    (!bytes[..length].iter().fold(false, is_odd)).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_text_ends_at_its_quote_if_nothing_in_it_is_escaped() {
        for byte in 0..=u8::MAX {
            for place in 0..16 {
                let mut bytes = [b'a'; 33];
                (bytes[place], bytes[20]) = (byte, b'"');
                let end = match byte {
                    b'"' => Some(place),
                    0..b' ' | b'\\' => None,
                    _ => Some(20),
                };
                assert_eq!(plain(&bytes), end, "{byte} at {place}");
            }
        }
        assert_eq!(plain(b"no end of a text"), None);
    }
}
