//! The two languages of what a person reads.
//!
//! The agent carries nothing of the library, and so neither its `Text`; this is the same idea in
//! the few lines that an agent needs.

/// A language of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// French, the default.
    Fr,
    /// English.
    En,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// A sentence in both languages, side by side: `text!("Bonjour {name}" ; "Hello {name}")`.
#[macro_export]
macro_rules! text {
    ($fr:literal ; $en:literal) => {
        $crate::lang::Text { fr: format!($fr), en: format!($en) }
    };
}
