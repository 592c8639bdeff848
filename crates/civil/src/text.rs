/// Gives a type that has `parse(&str)` the standard ways in, and the text form in serialised data.
macro_rules! text_form {
    ($type:ty, $error:ty, $parse:expr, $write:expr) => {
        impl std::str::FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $parse(text)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&$write(self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                $parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Gives an identity number its reading, its text form and a `Debug` that shows no digit in the middle.
macro_rules! identity_number {
    ($type:ident, $error:ident, $read:expr) => {
        impl $type {
            /// Returns the canonical digits, without separators.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// Returns the number for screens that must not show it whole, such as `3214••••••••0001`.
            pub fn masked(&self) -> String {
                self.0.masked()
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, concat!(stringify!($type), "(redacted)"))
            }
        }

        impl From<$crate::digits::DigitsError> for $error {
            fn from(error: $crate::digits::DigitsError) -> Self {
                match error {
                    $crate::digits::DigitsError::Length { found } => Self::Length { found },
                    $crate::digits::DigitsError::NotADigit { position } => Self::NotADigit { position },
                }
            }
        }

        $crate::text::text_form!($type, $error, $read, $type::as_str);
    };
}

pub(crate) use {identity_number, text_form};
