//! `empreinte import --propose-map`: a mapping of columns for a table of no known source.

use crate::cli::args::EstateArgs;
use crate::cli::{CommandEnd, CommandFailure, terminal};
use empreinte::equipment::Vocabulary;
use empreinte::estate::Estate;
use empreinte::fault::{Fault, one_line};
use empreinte::inventory::{Opening, Proposal, propose};
use empreinte::lang::Lang;
use empreinte::text;
use empreinte::word::of_shell;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn run(
    args: &EstateArgs,
    out: Option<&Path>,
    lang: Lang,
) -> Result<CommandEnd, CommandFailure> {
    let [path] = args.paths.as_slice() else {
        return Err(Fault::new(text!(
            "une correspondance est proposée pour un seul fichier à la fois",
            "a mapping is proposed for one file at a time"
        ))
        .into());
    };
    if let Some(existing) = out.filter(|out| out.exists()) {
        return Err(Fault::new(text!(
            "ce fichier existe déjà, et peut avoir été relu : il n'est pas remplacé",
            "this file exists already, and may have been read over: it is not replaced"
        ))
        .in_file(existing)
        .hint(text!("donnez un autre nom à `--out`", "give another name to `--out`"))
        .into());
    }
    let set = args.factors(&Estate::open(std::slice::from_ref(path))?)?;
    let none = BTreeMap::new();
    let words = Vocabulary::new(&set, &none, &none, Path::new("estate.toml"))?;
    let opening = Opening { encoding: args.encoding(), kinds: Some(&words), ..Opening::default() };
    let proposal = propose(path, &opening)?;
    match out {
        Some(place) => {
            crate::cli::out::file(place, std::slice::from_ref(path), proposal.toml.as_bytes())?;
        }
        None => terminal::print(proposal.toml.as_bytes())?,
    }
    say(&proposal, path, out, lang);
    Ok(CommandEnd::Whole)
}

fn say(proposal: &Proposal, path: &Path, out: Option<&Path>, lang: Lang) {
    let found = proposal.columns.iter().filter(|(_, fit)| fit.is_some()).count();
    let all = proposal.columns.len();
    let pasted = |path: &Path| of_shell(&one_line(&path.to_string_lossy()));
    let map = pasted(out.unwrap_or(Path::new("correspondance.toml")));
    let path = pasted(path);
    let mut said = vec![text!(
        "colonnes rapprochées : {found} sur {all} ; à relire avant usage",
        "columns matched: {found} of {all}; to be read over before use"
    )];
    if !proposal.has_type {
        said.push(text!(
            "aucune colonne de type n'a été trouvée : dites-la sous [columns], ou le type de toute la liste sous [constants]",
            "no column of types was found: say it under [columns], or the type of the whole list under [constants]"
        ));
    }
    said.push(text!(
        "ensuite : `empreinte import --map {map} {path} --out parc`, ou rangez-la dans `mappings/` du dossier de parc",
        "next: `empreinte import --map {map} {path} --out parc`, or keep it in `mappings/` of the estate folder"
    ));
    for line in said {
        terminal::say(line.say(lang));
    }
}
