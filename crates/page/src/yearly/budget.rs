//! The footprint against the planetary budget, where it was asked for.

use super::page::Page;
use super::uncertainty::source;
use maud::{Markup, html};
use report::planetary::{against, caveat};

pub(super) fn section(page: Page<'_>) -> Markup {
    if !page.story.planetary {
        return html! {};
    }
    html! {
        section #planetary {
            h2 { (page.say("Face au budget planétaire", "Against the planetary budget")) }
            ul {
                @for one in against(page.story) {
                    li {
                        strong { (page.fine(one.criterion.label(page.lang))) }
                        (page.colon()) (page.fine(&one.say(page.lang)))
                        @if let Some(budget) = one.budget { " (" (source(page, &budget.source_id)) ")" }
                    }
                }
            }
            p.detail { (page.text(&caveat())) }
        }
    }
}
