//! Whole sentences with elements of the page in them.
//!
//! A sentence is written once in each language, with `{name}` where an element stands: each
//! language puts it where its grammar wants it.

use super::page::Page;
use maud::{Markup, PreEscaped, Render, html};

/// An element, and the name that the sentence holds its place by.
pub(super) type SentenceSlot<'a> = (&'a str, Markup);

impl Page<'_> {
    /// The sentence of the page's language, each element in its place.
    pub(super) fn sentence(
        self,
        fr: &'static str,
        en: &'static str,
        elements: &[SentenceSlot<'_>],
    ) -> Markup {
        let mut said = String::new();
        for (at, part) in self.lang.label(fr, en).split(['{', '}']).enumerate() {
            if at % 2 == 0 {
                self.fine(part).render_to(&mut said);
                continue;
            }
            let element = elements.iter().find(|(name, _)| *name == part);
            debug_assert!(element.is_some(), "`{part}` is no element of: {fr}");
            element
                .map_or(PreEscaped(part), |(_, element)| PreEscaped(&element.0))
                .render_to(&mut said);
        }
        PreEscaped(said)
    }
}

/// Words of the estate, or a figure.
pub(super) fn plain(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

/// The same, to be seen first.
pub(super) fn strong(text: impl AsRef<str>) -> Markup {
    html! { strong { (text.as_ref()) } }
}

/// What is typed, or the name of a file.
pub(super) fn code(text: &str) -> Markup {
    html! { code { (text) } }
}

/// What is typed, never broken over lines.
pub(super) fn typed(text: &str) -> Markup {
    html! { code.whole { (text) } }
}

/// The way to where each row went.
pub(super) fn rows_read(page: Page<'_>) -> Markup {
    html! { a href="#rows" { (page.say("les lignes lues", "the rows read")) } }
}
