//! Options that met nothing in the files they were given for.

use super::beside::Input;
use equipment::estate::Estate;
use ground::fault::clip;
use ground::lang::Text;
use ground::text;
use ground::way::Way;
use inventory::{Found, InventoryFile};

/// Says which words of the user's no cell is.
pub(super) fn note_unmet(inputs: &mut [Input], [types, states]: [Vec<&str>; 2]) {
    let Some(input) = inputs.last_mut() else { return };
    for (option, words) in [("--type", types), ("--state", states)] {
        for word in words {
            let word = clip(word);
            input.notes.push(text!(
                "`{option} \"{word}=…\"` n'a servi à rien : aucune cellule n'est ce mot",
                "`{option} \"{word}=…\"` met nothing: no cell is that word"
            ));
        }
    }
}

/// What is to be said of the headings that the user names and no file has, before the files are read.
///
/// Headings that became rows are not there to be looked for.
pub(super) fn unmet_headings(estate: &Estate, files: &[InventoryFile]) -> Vec<Text> {
    if files.iter().any(|file| file.layout.found().iter().any(Found::is_crossed)) {
        return Vec::new();
    }
    let headings = files.iter().flat_map(|file| file.layout.own_headings());
    let mut said = Vec::new();
    for told in &estate.columns {
        let Some(nearest) = told.unmet(headings.clone()) else { continue };
        let (heading, code) = (clip(told.heading()), told.code());
        let nearest = clip(nearest);
        said.push(match estate.way() {
            Way::Option => text!(
                "`--column \"{heading}={code}\"` n'a servi à rien : aucun fichier n'a ce titre ; le plus proche : « {nearest} »",
                "`--column \"{heading}={code}\"` met nothing: no file has that heading; the nearest: \"{nearest}\""
            ),
            Way::Card => text!(
                "estate.toml, [columns], `\"{heading}\" = \"{code}\"` : aucun fichier de l'année n'a ce titre ; le plus proche : « {nearest} »",
                "estate.toml, [columns], `\"{heading}\" = \"{code}\"`: no file of the year has that heading; the nearest: \"{nearest}\""
            ),
        });
    }
    said
}
