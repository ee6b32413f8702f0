//! The organisation's own lifetimes beside the footprint, where they were estimated.

use super::capital;
use super::page::Page;
use ground::lang::Text;
use maud::{Markup, html};
use report::own_lifetimes::{effect, lines};

pub(super) fn section(page: Page<'_>) -> Markup {
    let Some(own) = page.story.own_lifetimes else { return html! {} };
    html! {
        section #own-lifetimes {
            h2 { (page.say("Durées de vie propres", "Own lifetimes")) }
            p { (page.say(
                "Combien de temps le matériel reste vraiment ici, estimé de ses entrées et sorties, et ce que cela change à l'empreinte.",
                "How long equipment really stays here, estimated from what came and left, and what it changes in the footprint.",
            )) }
            ul {
                @for (label, line) in lines(page.story, own, page.lang) {
                    li { strong { (page.fine(&label)) } (page.colon()) (page.fine(&line)) }
                }
            }
            @for said in effect(page.story, own, page.lang) {
                @let said = Text { fr: capital(&said.fr), en: capital(&said.en) };
                p { (page.marked(&said)) "." }
            }
        }
    }
}
