//! The sheets of a year: summary, axes, change, what to do, what lacks, files, definitions.

use super::{BookSheet, Drawing, ReportBook, SheetCell, headings};
use crate::stages::StageColumn;
use crate::{Story, columns};
use footprint::method::EmbodiedRule;
use footprint::{Axis, Group};
use ground::lang::{Lang, Noun, Text};
use ground::quantity::Interval;
use ground::text;

/// How many rows a chart shows.
const DRAWN: usize = 15;

/// The year as sheets, in the user's language; figures in full precision, in the unit of each
/// criterion.
pub fn year_sheets(story: &Story<'_>, lang: Lang) -> ReportBook {
    let year = story.year.year;
    let name = match story.organisation {
        "" => lang.label("Parc informatique", "IT estate"),
        name => name,
    };
    let title = text!(
        "{name} – empreinte du parc informatique {year}",
        "{name} – footprint of the IT estate {year}"
    )
    .say(lang)
    .to_owned();
    let axes = [Axis::Type, Axis::Site, Axis::Entity, Axis::Status, Axis::Year, Axis::Scope];
    let mut sheets = vec![summary(story, lang)];
    sheets.extend(axes.into_iter().filter_map(|axis| by(story, axis, lang)));
    sheets.extend(change(story, lang));
    sheets.extend(advice(story, lang));
    sheets.push(lacks(story, lang));
    sheets.push(assumptions(story, lang));
    sheets.push(files(story, lang));
    sheets.push(definitions(story, lang));
    ReportBook { title, organisation: story.organisation.to_owned(), year, sheets }
}

fn summary(story: &Story<'_>, lang: Lang) -> BookSheet {
    let footprint = &story.outcome.footprint;
    let unit = &footprint.criteria[0].unit;
    let row = |name: &str, value: Option<f64>, bounds: Option<Interval>, unit: &str| {
        vec![
            SheetCell::text(name),
            SheetCell::maybe(value),
            SheetCell::maybe(bounds.map(|bounds| bounds.low)),
            SheetCell::maybe(bounds.map(|bounds| bounds.high)),
            SheetCell::text(unit),
        ]
    };
    let mut rows = Vec::new();
    for (at, criterion) in footprint.criteria.iter().enumerate() {
        let name = criterion.label(lang);
        let total = footprint.totals.overall(at);
        let bounds = total.map(|_| footprint.uncertainty[at].interval);
        rows.push(row(name, total.map(|total| total.value), bounds, &criterion.unit));
    }
    if let Some((set, total)) = story.other_set.as_ref().and_then(crate::OtherSet::known) {
        let name = text!("sous le jeu {set}", "under set {set}").say(lang).to_owned();
        let beside =
            story.beside_other().map_or_else(String::new, |said| format!(" ({})", said.say(lang)));
        rows.push(row(&(name + &beside), Some(total), None, unit));
    }
    let each = story.per_person().map(|each| each.value);
    rows.push(row(lang.label("par personne", "per person"), each, None, unit));
    rows.push(row(lang.label("personnes", "people"), story.headcount, None, ""));
    for column in story.columns() {
        // A stage that nothing has a figure for is unknown, and no zero.
        let told = column.known(&footprint.totals, 0);
        rows.push(row(&column.label(lang), told.map(|told| told.value), told, unit));
    }
    let kwh = story.supplied().map(|kwh| kwh.value);
    let name = lang
        .label("électricité des équipements et des salles", "electricity of equipment and rooms");
    rows.push(row(name, kwh, None, "kWh"));
    let (set, label) = (&story.set.name, story.method.label());
    let method = label.say(lang);
    let note = text!(
        "{0}, facteurs {set}, méthode : {method}. Bas et haut : l'intervalle à 90 % pour les totaux ; pour les étapes, tout bas ou tout haut à la fois.",
        "{0}, factors {set}, method: {method}. Low and high: the 90% interval for totals; for stages, everything low, or high, at once.",
        story.year.year
    );
    BookSheet {
        name: lang.label("Synthèse", "Summary").to_owned(),
        note: note.say(lang).to_owned(),
        headings: headings(
            lang,
            &[
                ("grandeur", "figure"),
                ("valeur", "value"),
                ("bas", "low"),
                ("haut", "high"),
                ("unité", "unit"),
            ],
        ),
        rows,
        ..BookSheet::default()
    }
}

/// A sheet an axis, where it has more than one group or names one.
fn by(story: &Story<'_>, axis: Axis, lang: Lang) -> Option<BookSheet> {
    let footprint = &story.outcome.footprint;
    let groups = footprint.axis(axis);
    if groups.is_empty() || axis != Axis::Type && groups.len() < 2 {
        return None;
    }
    let (groups, own) = ordered(groups, axis);
    let unit = &footprint.criteria[0].unit;
    let all = footprint.totals.total(0).value;
    let stages = story.columns();
    let rows = groups.iter().map(|group| {
        let total = group.sums.overall(0);
        let units =
            if group.stands_apart() { SheetCell::Empty } else { SheetCell::Whole(group.counted()) };
        let share = total.filter(|_| all != 0.0);
        let share = share.map_or(SheetCell::Empty, |total| SheetCell::Share(total.value / all));
        let mut cells = vec![SheetCell::text(group.label.say(lang)), units];
        cells.push(SheetCell::maybe(story.electricity(group).map(|kwh| kwh.value)));
        let figure = |column: &StageColumn| column.known(&group.sums, 0).map(|told| told.value);
        cells.extend(stages.iter().map(|stage| SheetCell::maybe(figure(stage))));
        cells.extend([
            SheetCell::maybe(total.map(|total| total.value)),
            SheetCell::maybe(total.map(|total| total.low)),
            SheetCell::maybe(total.map(|total| total.high)),
            share,
            SheetCell::text(&group.code),
        ]);
        cells
    });
    let rows: Vec<Vec<SheetCell>> = rows.collect();
    let mut names = headings(lang, &[("nom", "name"), ("équipements", "units"), ("kWh", "kWh")]);
    names.extend(stages.iter().map(|column| format!("{} ({unit})", column.label(lang))));
    names.extend([
        format!("total ({unit})"),
        lang.label("bas", "low").to_owned(),
        lang.label("haut", "high").to_owned(),
        lang.label("part", "share").to_owned(),
        "code".to_owned(),
    ]);
    let title = text!("Empreinte par {}", "Footprint by {}", axis.label(lang)).say(lang).to_owned();
    // Years are drawn whole, in their order; of what is ordered by weight, the first.
    let drawn = if axis == Axis::Year {
        own
    } else {
        groups[..own].iter().take_while(|group| group.sums.total(0).value > 0.0).count().min(DRAWN)
    };
    let others = own - drawn;
    let drawn_title = if others > 0 {
        let first = text!(
            "{title} : en tête de liste ({drawn} sur {own})",
            "{title}: head of the list ({drawn} of {own})"
        );
        first.say(lang).to_owned()
    } else {
        title.clone()
    };
    let drawing = Drawing {
        title: drawn_title,
        names: 0,
        figures: (3..).zip(&stages).filter(|(_, one)| one.adds_up()).map(|(at, _)| at).collect(),
        unit: unit.clone(),
        rows: drawn,
        stacked: true,
    };
    Some(BookSheet {
        name: text!("Par {}", "By {}", axis.label(lang)).say(lang).to_owned().replace('\'', "’"),
        note: title,
        headings: names,
        rows,
        drawing: Some(drawing),
        ..BookSheet::default()
    })
}

/// The groups as a sheet lists them, and how many are of the axis: years in their order, the rest by
/// weight, then what is of none of its values, such as a service beside years of purchase.
fn ordered(groups: &[Group], axis: Axis) -> (Vec<&Group>, usize) {
    let together = matches!(axis, Axis::Type | Axis::Scope);
    let (mut own, apart): (Vec<&Group>, Vec<&Group>) =
        groups.iter().partition(|group| together || !group.stands_apart());
    if axis == Axis::Year {
        own.sort_by_key(|group| group.code.parse::<i32>().unwrap_or(i32::MAX));
    }
    let count = own.len();
    own.extend(apart);
    (own, count)
}

fn change(story: &Story<'_>, lang: Lang) -> Option<BookSheet> {
    let change = story.change?;
    let unit = &change.criterion.1;
    let rows: Vec<Vec<SheetCell>> = change
        .causes(usize::MAX)
        .into_iter()
        .map(|line| {
            let [low, high] = if line.has_interval {
                [SheetCell::Number(line.value.low), SheetCell::Number(line.value.high)]
            } else {
                [SheetCell::Empty, SheetCell::Empty]
            };
            let name = SheetCell::text(line.effect.label(lang));
            vec![name, SheetCell::Number(line.value.value), low, high]
        })
        .collect();
    let (from, to) = (change.from.year, change.to.year);
    let title = text!("De {from} à {to}, effet par effet", "From {from} to {to}, effect by effect");
    Some(BookSheet {
        name: lang.label("Évolution", "Change").to_owned(),
        note: crate::change_answer(change, lang).join(" "),
        headings: vec![
            lang.label("effet", "effect").to_owned(),
            text!("écart ({unit})", "change ({unit})").say(lang).to_owned(),
            lang.label("bas", "low").to_owned(),
            lang.label("haut", "high").to_owned(),
        ],
        drawing: Some(Drawing {
            title: title.say(lang).to_owned(),
            names: 0,
            figures: vec![1],
            unit: unit.clone(),
            rows: rows.len(),
            stacked: false,
        }),
        rows,
        ..BookSheet::default()
    })
}

fn advice(story: &Story<'_>, lang: Lang) -> Option<BookSheet> {
    let first = story.advice.first()?;
    let unit = &story.outcome.footprint.criteria[0].unit;
    let Text { fr, en } = Noun::YEAR.count(f64::from(first.years));
    let note = text!(
        "Ce que chaque levier, seul, change en moyenne par an sur {fr} ; `empreinte scenario` les joue ensemble.",
        "What each lever alone changes a year, on average over {en}; `empreinte scenario` plays them together."
    );
    let rows = story.advice.iter().map(|one| {
        let [said, option] = [one.said.say(lang), &one.option()].map(SheetCell::text);
        vec![said, SheetCell::Number(one.by_year()), option]
    });
    let by = story.levers_by().map_or_else(String::new, |said| format!(" {}", said.say(lang)));
    Some(BookSheet {
        name: lang.label("À faire", "To do").to_owned(),
        note: format!("{}{by}", note.say(lang)),
        headings: vec![
            lang.label("levier", "lever").to_owned(),
            text!("écart par an ({unit})", "change a year ({unit})").say(lang).to_owned(),
            lang.label("pour `scenario --set`", "for `scenario --set`").to_owned(),
        ],
        rows: rows.collect(),
        ..BookSheet::default()
    })
}

fn lacks(story: &Story<'_>, lang: Lang) -> BookSheet {
    let row = |kind: &str, said: &Text| {
        vec![SheetCell::text(kind), SheetCell::text(said.say(lang)), SheetCell::Empty]
    };
    let mut rows: Vec<Vec<SheetCell>> = Vec::new();
    let lacks = story.outcome.lacks(story.set);
    let missing = lang.label("pas dans le total", "not in the total");
    rows.extend(lacks.iter().map(|lack| {
        let types = lack.types.iter().map(|(label, units)| {
            format!("{}{}{}", label.say(lang), lang.colon(), lang.number(*units, 0))
        });
        let types = types.collect::<Vec<_>>().join(lang.semicolon());
        let types = if types.is_empty() { SheetCell::Empty } else { SheetCell::text(types) };
        vec![SheetCell::text(missing), SheetCell::text(lack.text().say(lang)), types]
    }));
    let unread = lang.label("non lu", "not read");
    rows.extend(columns::unread(story).iter().map(|said| row(unread, said)));
    let assumed = lang.label("supposé", "assumed");
    rows.extend(columns::assumed(story).iter().map(|said| row(assumed, said)));
    let looks = lang.label("semble manquer", "looks missing");
    rows.extend(story.findings().iter().map(|finding| row(looks, &finding.text)));
    BookSheet {
        name: lang.label("Ce qui manque", "What lacks").to_owned(),
        note: lang
            .label("Manquant ne veut pas dire nul.", "Missing does not mean zero.")
            .to_owned(),
        headings: headings(
            lang,
            &[("nature", "kind"), ("quoi", "what"), ("de quels types", "of which types")],
        ),
        rows,
        ..BookSheet::default()
    }
}

fn assumptions(story: &Story<'_>, lang: Lang) -> BookSheet {
    let footprint = &story.outcome.footprint;
    let all = footprint.totals.total(0).value;
    let mut listed: Vec<_> = footprint.coverage.assumptions.iter().collect();
    listed.sort_by(|a, b| {
        b.impact.abs().total_cmp(&a.impact.abs()).then(a.assumption.cmp(&b.assumption))
    });
    let rows = listed.into_iter().map(|one| {
        let share = if all == 0.0 { SheetCell::Empty } else { SheetCell::Share(one.impact / all) };
        vec![SheetCell::text(one.assumption.label(lang)), share, SheetCell::Whole(one.rows as f64)]
    });
    BookSheet {
        name: lang.label("Hypothèses", "Assumptions").to_owned(),
        note: lang
            .label("La part du total qui dépend de chacune.", "The share of the total on each.")
            .to_owned(),
        headings: headings(
            lang,
            &[("hypothèse", "assumption"), ("part du total", "share of total"), ("lignes", "rows")],
        ),
        rows: rows.collect(),
        ..BookSheet::default()
    }
}

fn files(story: &Story<'_>, lang: Lang) -> BookSheet {
    let rows = story.inputs().enumerate().map(|(at, input)| {
        let digest = story.digests.get(at).map_or(SheetCell::Empty, SheetCell::text);
        vec![
            SheetCell::text(ground::table::told_path(&input.path)),
            SheetCell::text(&input.format),
            digest,
        ]
    });
    BookSheet {
        name: lang.label("Fichiers lus", "Files read").to_owned(),
        note: lang.label("Mêmes fichiers, même résultat.", "Same files, same result.").to_owned(),
        headings: headings(
            lang,
            &[("fichier", "file"), ("format", "format"), ("SHA-256", "SHA-256")],
        ),
        rows: rows.collect(),
        ..BookSheet::default()
    }
}

fn definitions(story: &Story<'_>, lang: Lang) -> BookSheet {
    let made = match story.method.embodied {
        EmbodiedRule::Annualised => (
            "ce que l'équipement pèse hors usage, réparti sur sa durée de vie",
            "what equipment weighs besides use, spread over its lifetime",
        ),
        EmbodiedRule::YearOfPurchase => (
            "ce que l'équipement pèse hors usage, compté l'année de son achat et aucune autre",
            "what equipment weighs besides use, counted in the year of its purchase and no other",
        ),
    };
    let used = match (story.counts_use(), &story.method.electricity) {
        (false, _) => ("la méthode ne la compte pas", "the method does not count it"),
        (true, Some(_)) => (
            "l'électricité de l'année, au facteur de la méthode, et l'usage des services",
            "the electricity of the year, at the factor of the method, and the use of services",
        ),
        (true, None) => (
            "l'électricité de l'année, au facteur du pays, et l'usage des services",
            "the electricity of the year, at the factor of the country, and the use of services",
        ),
    };
    let terms = [
        (
            ("fabrication, distribution, fin de vie", "manufacturing, distribution, end of life"),
            made,
        ),
        (("utilisation", "use"), used),
        (
            ("bas, haut", "low, high"),
            (
                "pour le total de chaque critère, l'intervalle à 90 % ; pour toute partie, les bornes des facteurs, toutes basses ou toutes hautes",
                "for the total of each criterion, the 90% interval; for any part, the bounds of the factors, all low or all high",
            ),
        ),
        (
            ("sous l'autre jeu", "under the other set"),
            (
                "le même parc avec les chiffres des fabricants à la place des valeurs officielles, ou l'inverse",
                "the same estate with makers' figures in the place of official ones, or the reverse",
            ),
        ),
        (
            ("cellule vide", "empty cell"),
            (
                "inconnu, ou non dit à part par la source : jamais zéro",
                "unknown, or not told apart by the source: never zero",
            ),
        ),
    ];
    BookSheet {
        name: lang.label("Définitions", "Definitions").to_owned(),
        note: lang.label("Les mots de ce classeur.", "The words of this workbook.").to_owned(),
        headings: headings(lang, &[("terme", "term"), ("définition", "definition")]),
        rows: terms
            .iter()
            .map(|(term, said)| {
                vec![
                    SheetCell::text(lang.label(term.0, term.1)),
                    SheetCell::text(lang.label(said.0, said.1)),
                ]
            })
            .collect(),
        ..BookSheet::default()
    }
}
