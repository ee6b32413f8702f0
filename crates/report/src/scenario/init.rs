//! A commented scenario file with the levers that an estate has something to gain from.

use change::scenario::Advice;
use ground::lang::{Lang, Noun, Text};
use ground::text;
use ground::word::of_toml;
use std::fmt::Write;

/// How many levers are proposed.
const PROPOSED: usize = 8;

/// A scenario file; the levers with what each would come to over the years, largest first.
pub fn scenario_template(levers: &[Advice], year: i32, years: i32, lang: Lang) -> String {
    let mut out = String::new();
    let head = text!(
        "# Un scénario : `empreinte scenario PARC CE-FICHIER`.\n# Chaque levier est joué seul, puis tous ensemble. Effacez ceux qui ne vous concernent pas.\n# `from` : première année du levier ; `cost_eur` : ce qu'il coûte en tout, pour le classement par euro.\n",
        "# A scenario: `empreinte scenario ESTATE THIS-FILE`.\n# Each lever is played alone, then all together. Delete those that are not for you.\n# `from`: first year of the lever; `cost_eur`: what it costs in all, to rank by euro.\n"
    );
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}", head.say(lang));
    let _ = writeln!(
        out,
        "{}",
        text!("name = \"Ce que nous pourrions faire\"", "name = \"What we could do\"").say(lang)
    );
    let _ = writeln!(out, "years = {years}");
    for Advice { lever, gain, .. } in levers.iter().take(PROPOSED) {
        let gain = lang.number(*gain, 0);
        let Text { fr, en } = Noun::YEAR.count(f64::from(years));
        let comment =
            text!("# environ {gain} kg CO₂e sur {fr}", "# about {gain} kg CO₂e over {en}");
        let _ = writeln!(
            out,
            "\n{}\n[[lever]]\nset = {}\nfrom = {}",
            comment.say(lang),
            of_toml(lever),
            year + 1
        );
        let _ = writeln!(out, "# cost_eur = 0");
    }
    out
}
