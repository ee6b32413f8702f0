//! Options that met nothing in the files they were given for.

use super::beside::Input;
use ground::fault::clip;
use ground::text;

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
