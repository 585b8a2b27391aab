//! JSON, in which texts are values.

use serde_json::Value;

/// Reads JSON, if the text is meant to be it: the value, or what is wrong with it.
pub fn read(text: &str) -> Option<Result<Value, String>> {
    let text = text.trim();
    let inner = text.strip_prefix(['{', '['])?.trim_start();
    match serde_json::from_str(text) {
        Ok(value) => Some(Ok(value)),
        Err(error) if inner.starts_with(['"', '{']) => Some(Err(error.to_string())),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_json_is_json() {
        assert!(read(" {\"title\": \"A\"} ").unwrap().is_ok());
        assert!(read("{\"title\": \"A\"").unwrap().is_err());
        assert!(read("{\"a\": 1}\n{\"a\": 2}").unwrap().is_err());
        assert!(read(&"[{\"a\":".repeat(100_000)).unwrap().is_err());
        assert!(read("[Berlin] Data Engineer").is_none() && read("Data Engineer").is_none());
    }
}
