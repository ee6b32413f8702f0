//! Closed lists: words of files and of people for the values that a field can have.

/// An enumeration with its names in files, its labels in French and English, and the usual words
/// for each.
#[macro_export]
macro_rules! closed {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$about:meta])* $variant:ident = $code:literal $fr:literal $en:literal [$($word:literal)*]),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$about])* $variant),* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// Their names in files, in order.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// Its name in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// All words for it: its name in files, its labels, and the usual ones.
            pub fn words(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$code, $fr, $en, $($word),*]),* }
            }

            /// Its name for people.
            pub fn label(self, lang: $crate::lang::Lang) -> &'static str {
                match self { $(Self::$variant => lang.label($fr, $en)),* }
            }

            /// The one a cell means: its code, its French or English name, or a usual word for
            /// it, whatever the case, accents and punctuation.
            pub fn named(cell: &str) -> Option<Self> {
                Self::of_folded(&$crate::table::fold(cell))
            }

            /// The one a cell means that is folded already.
            pub fn of_folded(cell: &str) -> Option<Self> {
                type Known = ::std::collections::HashMap<String, $name>;
                static KNOWN: ::std::sync::LazyLock<Known> = ::std::sync::LazyLock::new(|| {
                    let mut known = Known::new();
                    for one in $name::ALL {
                        for word in one.words() {
                            known.entry($crate::table::fold(word)).or_insert(*one);
                        }
                    }
                    known
                });
                KNOWN.get(cell).copied()
            }
        }
    };
}
