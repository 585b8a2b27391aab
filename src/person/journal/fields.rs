//! The fields of a JSON object, read in a known order: several times as fast as in any.

use memchr::memchr;
use serde::de::DeserializeOwned;

use crate::person::journal::Text;

/// What is left of an object. A field that is not the next one leaves it as it is. Each is named by
/// all that stands before its value, the comma and the quotes too.
pub struct Fields(&'static str);

impl Fields {
    /// `None` if a text has escapes, or a character that would have to be escaped.
    pub fn of(object: &'static str) -> Option<Self> {
        // Without an early end, many bytes are looked at together.
        let is_odd = |odd, byte| odd || byte < b' ' || byte == b'\\';
        (!object.bytes().fold(false, is_odd)).then_some(Self(object))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this comes next.
    pub fn has(&mut self, begin: &str) -> bool {
        self.0.strip_prefix(begin).map(|rest| self.0 = rest).is_some()
    }

    pub fn text(&mut self, begin: &str) -> Option<Text> {
        let value = self.0.strip_prefix(begin)?;
        let end = memchr(b'"', value.as_bytes())?;
        self.0 = &value[end + 1..];
        Some(Text::within(&value[..end]))
    }

    /// A whole number of at most 18 digits.
    pub fn integer(&mut self, begin: &str) -> Option<i64> {
        let rest = self.0.strip_prefix(begin)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_plain = (1..=18).contains(&digits) && (digits == 1 || !rest.starts_with('0'));
        let number = rest[..digits].parse().ok().filter(|_| is_plain)?;
        self.0 = &rest[digits..];
        Some(number)
    }

    pub fn number<N: DeserializeOwned>(&mut self, begin: &str) -> Option<N> {
        let rest = self.0.strip_prefix(begin)?;
        let end = rest.bytes().position(|byte| byte == b',');
        let (number, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let number = serde_json::from_str(number).ok()?;
        self.0 = rest;
        Some(number)
    }
}
