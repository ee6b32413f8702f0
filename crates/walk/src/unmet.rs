//! Options that met nothing in the files they were given for.

use super::beside::Input;
use ground::fault::clip;
use ground::text;

/// Says which options met nothing: a word of the user's that no cell is, a heading that no file has.
pub(super) fn note_unmet(inputs: &mut [Input], [types, states]: [Vec<&str>; 2], columns: &[&str]) {
    let Some(input) = inputs.last_mut() else { return };
    let words = [("--type", types), ("--state", states), ("--column", columns.to_vec())];
    for (option, words) in words {
        for word in words {
            let word = clip(word);
            input.notes.push(match option {
                "--column" => text!(
                    "`{option} \"{word}=…\"` n'a servi à rien : aucun titre de colonne n'est celui-là",
                    "`{option} \"{word}=…\"` met nothing: no heading is that one"
                ),
                _ => text!(
                    "`{option} \"{word}=…\"` n'a servi à rien : aucune cellule n'est ce mot",
                    "`{option} \"{word}=…\"` met nothing: no cell is that word"
                ),
            });
        }
    }
}
