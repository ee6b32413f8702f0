//! What is said of records of a carried file that are refused.

use super::Context;
use crate::carried::Carried;
use ground::lang::Noun;
use ground::text;

const RECORDS: Noun = Noun::new(("enregistrement", "enregistrements"), ("record", "records"));

/// Why records of a carried file are refused, and how many.
pub(super) fn said(context: &Context, told: &Carried) {
    for (field, count) in &told.fields {
        let shown = RECORDS.said(context.lang, *count as f64);
        context.say(&match field.as_str() {
            "day" => text!(
                "refusés : {shown}, d’avant 2020 ou de plus d’un an après aujourd’hui (`day`)",
                "refused: {shown}, of before 2020 or of more than a year after today (`day`)"
            ),
            "" => text!(
                "refusés : {shown}, dont le contenu n’est pas ce que dit leur empreinte ou leur schéma",
                "refused: {shown}, whose content is not what their digest or schema says"
            ),
            field => text!(
                "refusés : {shown}, dont le champ `{field}` sort de ce que son format permet",
                "refused: {shown}, whose field `{field}` is not what its format allows"
            ),
        });
    }
    let gone = told.rejected - told.fields.values().sum::<usize>();
    if gone > 0 {
        let shown = RECORDS.said(context.lang, gone as f64);
        context.say(&text!(
            "refusés : {shown}, d’un mois dont les journées sont effacées, ou d’un nom effacé",
            "refused: {shown}, of a month whose days are deleted, or of a name that was erased"
        ));
    }
}
