//! A plan to fill: the duties that apply, the grid, and what the levers of a scenario would do.

use super::duties::{Applying, LegalForm};
use super::referential::Referential;
use super::words::TargetKind;
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::text;
use std::fmt::Write as _;

/// What a plan is written from.
pub struct Blank<'a> {
    /// Whose it is.
    pub organisation: &'a str,
    /// The last year with an inventory: the base.
    pub base_year: i32,
    /// The legal form, where it is said.
    pub form: Option<LegalForm>,
    /// The inhabitants.
    pub population: Option<u64>,
    /// The duties that apply, and those that nobody can say to.
    pub duties: &'a Applying,
    /// The grid, where one is named.
    pub referential: Option<&'a Referential>,
    /// Levers that the estate has something to gain from, and what each does over the years of the
    /// plan.
    pub levers: &'a [(String, Text, Interval)],
    /// The unit of what they do.
    pub unit: &'a str,
    /// Whether what they do is in kg `CO2e`, which alone an action is expected in.
    pub is_carbon: bool,
}

impl Blank<'_> {
    /// How many years a plan lasts.
    pub const YEARS: i32 = YEARS;
}

const YEARS: i32 = 3;

/// A word as TOML writes it.
fn quoted(word: &str) -> String {
    toml::Value::String(word.to_owned()).to_string()
}

/// The plan as a commented file.
pub fn blank(of: &Blank<'_>, lang: Lang) -> String {
    let mut out = String::new();
    let (first, last) = (of.base_year + 1, of.base_year + YEARS);
    let say = |fr: &'static str, en: &'static str| format!("# {}\n", lang.label(fr, en));
    let mut put = |text: &str| out.push_str(text);
    put(&say(
        "Le plan : `empreinte plan check` dit ce qui manque, `plan status` où il en est.",
        "The plan: `empreinte plan check` says what is missing, `plan status` where it stands.",
    ));
    put(&say(
        "Chaque section et chaque clé : docs/formats/plan.md. Les personnes se nomment par leur fonction.",
        "Every section and every key: docs/formats/plan.md. People are named by their role.",
    ));
    put("\n[plan]\n");
    let title = text!(
        "Plan numérique responsable {first}-{last}",
        "Responsible-digital plan {first}-{last}"
    )
    .say(lang)
    .to_owned();
    put(&format!("title = {}\n", quoted(&title)));
    put(&format!("organisation = {}\n", quoted(of.organisation)));
    put(&format!("version = \"0.1\"\nyears = [{first}, {last}]\nbase_year = {}\n", of.base_year));
    put("state = \"draft\"\n");
    put("lead = \"\"      ");
    put(&say("qui le mène : une fonction", "who leads it: a role"));
    put("perimeter = \"\" ");
    put(&say("ce qu'il couvre, et ce qu'il ne couvre pas", "what it covers, and what not"));
    if let Some(form) = of.form {
        put(&format!("legal_form = \"{}\"\n", form.code()));
    }
    if let Some(people) = of.population {
        put(&format!("population = {people}\n"));
    }
    if let Some(grid) = of.referential {
        put(&format!("referential = {}\n", quoted(&grid.name)));
    }
    duties(&mut out, of, lang);
    wishes(&mut out, last, lang);
    levers(&mut out, of, lang);
    grid(&mut out, of, lang);
    out
}

fn duties(out: &mut String, of: &Blank<'_>, lang: Lang) {
    let Applying { duties, undecided } = of.duties;
    if !undecided.is_empty() {
        out.push('\n');
    }
    for one in undecided {
        let _ = writeln!(out, "# {}", one.said().say(lang));
    }
    if !duties.is_empty() {
        let said = lang.label(
            "Ce que la loi demande, selon ce qui est dit de l'organisation.",
            "What the law asks for, by what is said of the organisation.",
        );
        let _ = write!(out, "\n# {said}\n");
    }
    for duty in duties {
        let id = duty.id.to_uppercase();
        let _ = write!(
            out,
            "\n[[commitment]]\nid = \"LOI-{id}\"\nlabel = {}\n",
            quoted(duty.label.say(lang))
        );
        let _ = write!(
            out,
            "{}",
            text!(
                "pillar = \"environment\"\nowner = \"\" # une fonction\n",
                "pillar = \"environment\"\nowner = \"\" # a role\n"
            )
            .say(lang)
        );
        let _ = writeln!(out, "indicator = \"{}\"", duty.indicator);
        let _ = writeln!(out, "law = {}", quoted(&duty.law));
        if let Some(kind) = duty.target {
            let _ = writeln!(out, "target = \"{}\"", kind.code());
            let targets: Vec<String> =
                duty.targets.iter().map(|(year, value)| format!("{year} = {value}")).collect();
            let _ = writeln!(out, "targets = {{ {} }}", targets.join(", "));
        } else {
            let floor = TargetKind::Floor.code();
            let year = of.base_year + YEARS;
            let _ = writeln!(out, "target = \"{floor}\"\n# targets = {{ {year} = … }}");
        }
        if let Some(doubt) = &duty.unverified {
            let _ = writeln!(
                out,
                "{}",
                text!("# À vérifier : {}", "# To be verified: {}", doubt.say(lang)).say(lang)
            );
        }
    }
}

fn wishes(out: &mut String, last: i32, lang: Lang) {
    let said = lang.label(
        "Vos engagements : indicateur, base, cible et date, sans quoi rien n'est mesurable.",
        "Your commitments: indicator, base, target and date, without which nothing is measurable.",
    );
    let label = lang.label(
        "Réduire de 15 % l'empreinte par personne",
        "Reduce the footprint per person by 15 %",
    );
    let _ = write!(
        out,
        "\n# {said}\n# [[commitment]]\n# id = \"E1\"\n# label = {}\n# owner = \"\"\n# indicator = \"it_ghg_per_user\"\n# target = \"change\"\n# targets = {{ {last} = -15 }}\n",
        quoted(label)
    );
}

fn levers(out: &mut String, of: &Blank<'_>, lang: Lang) {
    if of.levers.is_empty() {
        return;
    }
    let (first, last) = (of.base_year + 1, of.base_year + YEARS);
    let said = text!(
        "Actions proposées : les leviers dont ce parc a le plus à gagner ({}, de {first} à {last}, intervalle à 90 %).",
        "Actions proposed: the levers that this estate gains most from ({}, {first} to {last}, 90 % interval).",
        of.unit
    ).say(lang).to_owned();
    let _ = write!(out, "\n# {said}\n");
    for (at, (lever, label, worth)) in of.levers.iter().enumerate() {
        let number = |value: f64| lang.number(value, 0);
        let _ = write!(
            out,
            "{}",
            text!(
                "\n# {} ({} à {})\n[[action]]\nid = \"A{}\"\nlabel = {}\n",
                "\n# {} ({} to {})\n[[action]]\nid = \"A{}\"\nlabel = {}\n",
                number(worth.value),
                number(worth.low),
                number(worth.high),
                at + 1,
                quoted(label.say(lang))
            )
            .say(lang)
        );
        // What rounds to nothing is expected of no action.
        let kg = Some(worth.value.round()).filter(|kg| of.is_carbon && *kg != 0.0);
        let kg = kg.map_or_else(String::new, |kg| format!("expected_kg = {kg:?}\n"));
        let _ = writeln!(
            out,
            "lever = {}\n{kg}owner = \"\"\nengagement = \"reflection\"\nstatus = \"todo\"\nhorizon = \"roadmap\"\nmotive = \"\"\n# commitments = [\"…\"]",
            quoted(lever)
        );
    }
}

fn grid(out: &mut String, of: &Blank<'_>, lang: Lang) {
    let Some(grid) = of.referential else { return };
    let said = lang.label(
        "La grille : `applicable` d'abord, la réponse ensuite (yes, partly, no), puis la preuve ([[evidence]]).",
        "The grid: `applicable` first, then the answer (yes, partly, no), then the evidence ([[evidence]]).",
    );
    let _ = write!(out, "\n# {said}\n");
    if let Some(limits) = &grid.limits {
        let _ = writeln!(out, "# {}", limits.say(lang));
    }
    for theme in grid.themes(lang) {
        let _ = write!(
            out,
            "\n[[theme]]\nid = {}\nlabel = {}\n",
            quoted(&theme.id),
            quoted(&theme.label)
        );
    }
    let list = |words: &[String]| {
        let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        format!("[{}]", words.join(", "))
    };
    for one in grid.blank(lang) {
        let _ = write!(
            out,
            "\n[[criterion]]\nid = {}\ntheme = {}\nlabel = {}\n# applicable = true\n# answer = \"partly\"\n",
            quoted(&one.id),
            quoted(&one.theme),
            quoted(&one.label)
        );
        for (key, words) in
            [("roles", &one.roles), ("types", &one.types), ("indicators", &one.indicators)]
        {
            if !words.is_empty() {
                let _ = writeln!(out, "{key} = {}", list(words));
            }
        }
    }
}
