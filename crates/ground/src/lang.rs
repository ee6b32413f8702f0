//! The two languages of everything a person reads.
//!
//! A sentence is written once, in French and in English side by side ([`Text`], made by
//! [`text!`](crate::text)), where it belongs; whoever prints it picks. Numbers for people are
//! written here too; numbers for machines never pass through this room.

/// A language of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The language's two-letter code.
    pub fn code(self) -> &'static str {
        self.pick("fr", "en")
    }

    /// Picks the words of this language.
    pub fn pick<'a>(self, fr: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }

    /// Writes a number for people, rounded to `decimals`, thousands apart.
    ///
    /// ```
    /// use empreinte::lang::Lang;
    /// assert_eq!(Lang::Fr.number(12345.678, 1), "12\u{202f}345,7");
    /// assert_eq!(Lang::En.number(-1234.0, 0), "-1,234");
    /// ```
    pub fn number(self, value: f64, decimals: usize) -> String {
        let plain = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let thousands = self.pick("\u{202f}", ",");
        let mut out = String::new();
        if value < 0.0 && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
            out.push('-');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push_str(thousands);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push_str(self.pick(",", "."));
            out.push_str(fraction);
        }
        out
    }

    /// Writes a number with about three significant digits, never in scientific notation.
    pub fn short(self, value: f64) -> String {
        let size = value.abs();
        let decimals = match size {
            s if s >= 100.0 || s == 0.0 => 0,
            s if s >= 10.0 => 1,
            s if s >= 1.0 => 2,
            _ => 3,
        };
        self.number(value, decimals)
    }

    /// Writes a share (0 to 1) as a percentage.
    pub fn percent(self, share: f64) -> String {
        let value = share * 100.0;
        let decimals = usize::from(value.abs() < 9.95 && value != 0.0);
        format!("{}{}%", self.number(value, decimals), self.pick("\u{a0}", ""))
    }
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// The sentence in one language.
    pub fn say(&self, lang: Lang) -> &str {
        lang.pick(&self.fr, &self.en)
    }
}

/// Makes a [`Text`] from a French and an English format string, in this order.
#[macro_export]
macro_rules! text {
    ($fr:literal, $en:literal $(, $($arg:tt)*)?) => {
        $crate::lang::Text { fr: format!($fr $(, $($arg)*)?), en: format!($en $(, $($arg)*)?) }
    };
}
