//! Why values of meters are set aside, where the reasons of other tables would be false.

use ground::lang::Text;
use ground::table::Why;
use ground::text;

pub(super) fn not_a_unit() -> Why {
    let units = "W, kW, MW, Wh, kWh, MWh, J, kJ";
    let hint: Text =
        text!("écrivez une de ces unités : {units}", "write one of these units: {units}");
    Why::said(text!("pas une unité de puissance ou d’énergie", "no unit of power or energy"), hint)
}

pub(super) fn power_of_energy() -> Why {
    Why::said(
        text!(
            "un index ou une énergie en unité de puissance",
            "an index or energy in a unit of power"
        ),
        text!("donnez une unité d’énergie : Wh, kWh, MWh", "give a unit of energy: Wh, kWh, MWh"),
    )
}

/// `1.234`, where nothing in the file tells thousands from a fraction.
pub(super) fn grouped() -> Why {
    Why::said(
        text!(
            "le signe sépare les milliers ou les décimales : rien ne le dit",
            "its sign may part thousands or a fraction, and nothing tells which"
        ),
        text!(
            "écrivez 1234, ou les décimales avec un chiffre de plus : 1.2340",
            "write 1234, or the fraction with one more digit: 1.2340"
        ),
    )
}

pub(super) fn negative() -> Why {
    Why::said(
        text!("une valeur négative", "a negative value"),
        text!(
            "donnez ce qui est soutiré, sans ce qui est injecté",
            "give what is drawn, without what is fed in"
        ),
    )
}

pub(super) fn beyond() -> Why {
    Why::said(
        text!("plus qu’aucun compteur ne compte", "more than any meter counts"),
        text!("vérifiez la valeur et son unité", "check the value and its unit"),
    )
}

/// A local time that the clock never showed.
pub(super) fn skipped() -> Why {
    Why::said(
        text!(
            "une heure que l’horloge du lieu saute au printemps",
            "a time that the clock of the place skips in spring"
        ),
        text!(
            "exportez les heures avec leur décalage ou en UTC, ou donnez --zone",
            "export times with their offset or in UTC, or give --zone"
        ),
    )
}

pub(super) fn no_period() -> Why {
    Why::said(
        text!("une période qui finit avant de commencer", "a period that ends before it starts"),
        text!("corrigez son début ou sa fin", "correct its start or its end"),
    )
}

pub(super) fn overlap() -> Why {
    Why::said(
        text!(
            "un pas qui en recouvre un autre du même compteur",
            "a step that covers part of another of the same meter"
        ),
        text!("gardez une des deux lignes", "keep one of the two rows"),
    )
}

pub(super) fn twice() -> Why {
    Why::said(
        text!("une autre valeur pour le même instant", "another value for the same time"),
        text!("gardez une des deux lignes", "keep one of the two rows"),
    )
}

pub(super) fn contradicted() -> Why {
    Why::said(
        text!(
            "un index que les relevés d’avant et d’après contredisent",
            "an index that the readings before and after contradict"
        ),
        text!("corrigez le relevé, ou retirez-le", "correct the reading, or remove it"),
    )
}

pub(super) fn without_step() -> Why {
    Why::said(
        text!("une valeur seule, sans pas", "a lone value, without step"),
        text!(
            "ajoutez une colonne « pas », ou d’autres relevés",
            "add a column `step`, or other readings"
        ),
    )
}

/// A date alone of a value that is of a week, a month or more.
pub(super) fn far_apart() -> Why {
    Why::said(
        text!(
            "une date seule, pour plus d’un jour : rien ne dit si elle le commence ou le finit",
            "a date alone, for more than a day: nothing tells whether it starts or ends it"
        ),
        text!(
            "donnez deux colonnes, Début et Fin, ou --stamp start|end",
            "give two columns, Start and End, or --stamp start|end"
        ),
    )
}

/// A tariff of several that the row does not have.
pub(super) fn no_tariff() -> Why {
    Why::said(
        text!(
            "un tarif sans valeur, à côté d’autres qui en ont une",
            "a tariff without value, beside others that have one"
        ),
        text!(
            "remplissez la cellule, de 0 s’il le faut",
            "fill the cell in, with 0 where it is so"
        ),
    )
}
