//! The figure of the earlier year as it was published.

use super::super::args::{Meant, factor_set};
use super::super::run::{Doors, Nothing, counted, digests, walk};
use super::super::terminal;
use super::ChangeArgs;
use empreinte::change::PublishedBefore;
use empreinte::factor::FactorSet;
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::method::Method;
use empreinte::report::{PublishedRun, UsedFile};
use empreinte::table::text_of_input;
use empreinte::text;
use empreinte::walk::{Input, NoRecord, Walk};
use std::collections::BTreeSet;
use std::path::Path;

/// This program's own.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// An earlier figure, and the files that it was made of where a run tells them.
pub(super) struct Publication {
    figure: PublishedBefore,
    read: Vec<UsedFile>,
}

impl Publication {
    /// The figure, with the names of the year's files that are others today than when it was made, and
    /// of those that are no more.
    pub(super) fn held_to(mut self, inputs: &[Input]) -> Result<PublishedBefore, Fault> {
        if self.read.iter().any(|one| one.sha256.is_some()) {
            let digests = digests(inputs)?;
            let files = inputs.iter().zip(&digests);
            let is_known =
                |digest: &String| self.read.iter().any(|one| one.sha256.as_ref() == Some(digest));
            let changed = files.filter(|(_, digest)| !is_known(digest));
            let mut names: BTreeSet<String> =
                changed.map(|(input, _)| name_of(&input.path)).collect();
            // Inventories alone: a run may have read what no figure of its year rests on.
            let is_gone = |one: &&UsedFile| {
                one.is_inventory() && one.sha256.as_ref().is_some_and(|own| !digests.contains(own))
            };
            names.extend(self.read.iter().filter(is_gone).map(|one| name_of(Path::new(&one.path))));
            self.figure.changed_files = names.into_iter().collect();
        }
        Ok(self.figure)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The earlier figure as it was published: with the factors or the method that are said, else with
/// those that its own estate has, where they are others than the later year's.
pub(super) fn published(
    args: &ChangeArgs,
    from: &Meant,
    to: &Meant,
    lang: Lang,
) -> Result<Option<Publication>, Fault> {
    if let Some(run) = &args.before_run {
        return of_run(run, from, to).map(Some);
    }
    let is_said = !args.before_factors.is_empty() || args.before_method.is_some();
    if !is_said && is_same((&from.set, &from.method), (&to.set, &to.method)) {
        return Ok(None);
    }
    let method = match &args.before_method {
        Some(name) => Method::named(name)?,
        None => from.method.clone(),
    };
    let set = if args.before_factors.is_empty() {
        args.estate.factors(&from.estate)?
    } else {
        // What is said is what was used: the estate's own stand in it where they are named.
        if let Some(own) = from.estate.own_factors() {
            let own = own.display();
            let said = text!(
                "chiffre publié : sans les facteurs propres du parc ; s'ils y étaient, ajoutez `--before-factors {own}`",
                "the figure published: without the estate's own factors; if they were in it, add `--before-factors {own}`"
            );
            if !args.before_factors.iter().any(|named| own_is(named, from)) {
                terminal::say(said.say(lang));
            }
        }
        factor_set(&args.before_factors, None, args.estate.unsigned_factors)?
    };
    let set = method.adapt(set);
    let walked = Walk::prepare(&from.estate, &set, &method, from.options.clone())?;
    let (outcome, doors) = walk(&walked, || NoRecord, Doors::new(None, Nothing, lang))?;
    counted(&walked, &outcome, &doors.first.rejects)?;
    let figure = PublishedBefore {
        total: outcome.footprint.totals.total(0).value,
        is_other: !is_same((&set, &method), (&to.set, &to.method)),
        factors: layers(&set),
        method: method.name.clone(),
        version: VERSION.to_owned(),
        is_other_version: false,
        changed_files: Vec::new(),
    };
    Ok(Some(Publication { figure, read: Vec::new() }))
}

/// Whether a set that is named is the estate's own.
fn own_is(named: &Path, meant: &Meant) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    let own = meant.estate.own_factors();
    own.and_then(|own| whole(&own)).is_some_and(|own| whole(named) == Some(own))
}

/// Whether two years are counted alike: by what their sets hold, whatever these are called.
fn is_same(one: (&FactorSet, &Method), other: (&FactorSet, &Method)) -> bool {
    (&one.0.hash, &one.1.name) == (&other.0.hash, &other.1.name)
}

fn layers(set: &FactorSet) -> String {
    let names: Vec<&str> = set.layers.iter().map(|layer| layer.name.as_str()).collect();
    names.join(" + ")
}

/// The figure that a run told, of the year and the criterion that are compared.
fn of_run(path: &Path, from: &Meant, to: &Meant) -> Result<Publication, Fault> {
    let path = if path.is_dir() { path.join("run.json") } else { path.to_owned() };
    let text = text_of_input(&path).map_err(|error| {
        Fault::new(text!("le chiffre publié ne se lit pas", "the figure published cannot be read"))
            .in_file(&path)
            .because(error)
            .hint(text!(
                "donnez le `run.json` que `empreinte assess --out` ou `report --out` a écrit, ou son dossier",
                "give the `run.json` that `empreinte assess --out` or `report --out` wrote, or its folder"
            ))
    })?;
    let run = PublishedRun::read(&text).map_err(|error| {
        Fault::new(text!(
            "ce fichier n'est pas le `run.json` d'un chiffre",
            "this file is not the `run.json` of a figure"
        ))
        .in_file(&path)
        .because(error)
        .hint(text!(
            "`import` n'écrit aucun chiffre : prenez celui de `assess` ou de `report`",
            "`import` writes no figure: take that of `assess` or `report`"
        ))
    })?;
    let year = from.options.year.year;
    if run.year != year {
        return Err(Fault::new(text!(
            "le chiffre publié est de {}, et la première année comparée {year}",
            "the figure published is of {}, and the first year compared {year}",
            run.year
        ))
        .in_file(&path)
        .hint(text!(
            "donnez celui de {year}, ou une autre première année",
            "give that of {year}, or another first year"
        )));
    }
    let own = &from.estate.card.organisation.name;
    if !run.organisation.is_empty() && !own.is_empty() && run.organisation != *own {
        return Err(Fault::new(text!(
            "le chiffre publié est celui de « {} », et le parc celui de « {own} »",
            "the figure published is of “{}”, and the estate of “{own}”",
            run.organisation
        ))
        .in_file(&path)
        .hint(text!(
            "donnez le `run.json` de ce parc ; si l'organisation a changé de nom, remettez dans `estate.toml` celui d'alors",
            "give this estate's `run.json`; if the organisation changed its name, put the former one back into `estate.toml`"
        )));
    }
    let asked = &to.options.criteria;
    let code = asked.first().map_or("gwp", |code| code.as_str());
    let unit = to.set.criteria.iter().find(|known| known.code == code).map(|known| &known.unit);
    let Some(total) = unit.and_then(|unit| run.total(code, unit)) else {
        let known: Vec<&str> = run.criteria().collect();
        return Err(Fault::new(text!(
            "le chiffre publié ne dit pas le critère `{code}` dans son unité",
            "the figure published does not tell the criterion `{code}` in its unit"
        ))
        .in_file(&path)
        .hint(text!("il dit : {}", "it tells: {}", known.join(", "))));
    };
    let own: Vec<&str> = to.set.layers.iter().map(|layer| layer.hash.as_str()).collect();
    let its: Vec<&str> = run.factor_sets.iter().map(|set| set.hash.as_str()).collect();
    let names: Vec<&str> = run.factor_sets.iter().map(|set| set.name.as_str()).collect();
    let figure = PublishedBefore {
        total,
        is_other: own != its || run.method != to.method.name,
        factors: names.join(" + "),
        method: run.method,
        is_other_version: run.tool.version != VERSION,
        version: run.tool.version,
        changed_files: Vec::new(),
    };
    Ok(Publication { figure, read: run.inputs })
}
