//! Readers for serde that check a value while the parser stands at it, so that an error gets the
//! place of that value.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, MapAccess, Visitor};

use crate::knowledge::text::{check_id, check_month, check_url, clean, read_text};

/// Each check is a type to read, with what editors can know of it, and a reader of fields with one
/// such text, perhaps one, or a list.
macro_rules! readers {
    ($(
        $(#[$doc:meta])*
        $reader:ident, $name:ident = $check:expr, $keyword:literal: $value:expr;
    )*) => {$(
        $(#[$doc])*
        pub struct $name(String);

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", $keyword: $value})
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read_text(deserializer, $check).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(checked: $name) -> Self {
                checked.0
            }
        }

        $(#[$doc])*
        pub fn $reader<'de, D, F>(deserializer: D) -> Result<F, D::Error>
        where
            D: Deserializer<'de>,
            F: Field<$name>,
        {
            F::Read::deserialize(deserializer).map(F::from_read)
        }
    )*};
}

readers! {
    /// One line of text.
    line, Line = clean, "minLength": 1;
    /// The id of an entry.
    id, Id = |id| check_id(id).map(|()| id.to_owned()),
        "pattern": "^[a-z0-9][a-z0-9._-]{0,79}$";
    /// The key of a source, in upper or lower case.
    key, Key = |key| check_id(&key.to_lowercase()).map(|()| key.to_owned()),
        "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$";
    /// An http or https address.
    url, Url = |url| check_url(url).map(|()| url.to_owned()),
        "pattern": r#"^https?://[^\s<>"`\\]+$"#;
    /// A year, or a month of one.
    month, Month = |month| check_month(month).map(|()| month.to_owned()),
        "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2]))?$";
}

/// A field of plain text that is read as checked text.
pub trait Field<T> {
    type Read: DeserializeOwned;

    fn from_read(read: Self::Read) -> Self;
}

impl<T: Into<String> + DeserializeOwned> Field<T> for String {
    type Read = T;

    fn from_read(read: T) -> Self {
        read.into()
    }
}

impl<T: Into<String> + DeserializeOwned> Field<T> for Option<String> {
    type Read = Option<T>;

    fn from_read(read: Option<T>) -> Self {
        read.map(T::into)
    }
}

impl<T: Into<String> + DeserializeOwned> Field<T> for Vec<String> {
    type Read = Vec<T>;

    fn from_read(read: Vec<T>) -> Self {
        read.into_iter().map(T::into).collect()
    }
}

/// Reads a mapping of words to values in the order of the file; a repeated key is an error.
pub fn pairs<'de, D, V, C>(deserializer: D) -> Result<C, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
    C: FromIterator<(String, V)>,
{
    struct PairsVisitor<V>(PhantomData<V>);
    impl<'de, V: Deserialize<'de>> Visitor<'de> for PairsVisitor<V> {
        type Value = Vec<(String, V)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a mapping such as {competency: level}")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let (mut pairs, mut keys) = (Self::Value::new(), HashSet::new());
            while let Some((key, value)) = map.next_entry::<String, V>()? {
                if !keys.insert(key.clone()) {
                    return Err(A::Error::custom(format!("`{key}` comes twice")));
                }
                pairs.push((key, value));
            }
            Ok(pairs)
        }
    }
    deserializer.deserialize_map(PairsVisitor(PhantomData)).map(C::from_iter)
}
