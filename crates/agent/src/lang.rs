//! The two languages of what a person reads.
//!
//! The agent carries nothing of the library, and so neither its `Text`; this is the same idea in
//! the few lines that an agent needs.

/// A language of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentLang {
    /// French, the default.
    Fr,
    /// English.
    En,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentText {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl AgentText {
    /// The sentence in one language.
    pub fn in_lang(&self, lang: AgentLang) -> &str {
        match lang {
            AgentLang::Fr => &self.fr,
            AgentLang::En => &self.en,
        }
    }
}

/// A sentence in both languages, side by side: `text!("Bonjour {name}" ; "Hello {name}")`.
#[macro_export]
macro_rules! text {
    ($fr:literal ; $en:literal) => {
        $crate::lang::AgentText { fr: format!($fr), en: format!($en) }
    };
}
