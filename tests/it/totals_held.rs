//! Totals are told by what their rows say and by all numbers of the table: what is a machine is never passed
//! over in silence. The machines were counted by hand first.

use crate::counted_once::check;

#[test]
fn a_word_of_a_total_beside_a_machine_of_its_own_is_asked_or_left() {
    let parts = "PC fixe;OptiPlex 3080;12;Dell\nPC fixe;OptiPlex 7090;8;Dell\n";
    // Where rows are called, it is asked; a supplier, a remark or a maker calls none.
    check(
        "Service;Type;Modèle;Quantité\nRH;PC fixe;OptiPlex 3080;2\nDSI;PC fixe;OptiPlex 7090;3\nTotal;PC portable;Latitude 7420;5\n",
        &[("desktop", 5)],
        1,
    );
    for heading in ["Fournisseur", "Observations"] {
        let table =
            format!("Type;Modèle;Quantité;{heading}\n{parts}PC portable;Latitude 5420;20;Total\n");
        check(&table, &[("desktop", 20), ("laptop", 20)], 0);
        // It is the total of one model, or near it.
        for (number, asked) in [(20, 0), (19, 1)] {
            let table = format!(
                "Type;Modèle;Quantité;{heading}\nPC fixe;OptiPlex 3080;12;Dell\nPC fixe;OptiPlex 3080;8;HP\n\
                 PC fixe;OptiPlex 3080;{number};Total\n"
            );
            check(&table, &[("desktop", 20)], asked);
        }
    }
    check(
        "Type;Marque;Modèle;Quantité\nÉcran;HP;E243;2\nÉcran;Dell;P2422H;3\nÉcran;Total;24 pouces;5\n",
        &[("monitor", 10)],
        0,
    );
}

#[test]
fn a_firm_has_rows_that_are_no_sums() {
    let ends = "RH;PC;12\nTotal;PC;12\nRH;Écran;8\nTotal;Écran;8\n";
    for last in ["", "Total général;Équipements;20\n"] {
        let table = format!("Service;Type;Quantité\n{ends}{last}");
        check(&table, &[("desktop", 12), ("monitor", 8)], 2 + usize::from(!last.is_empty()));
    }
    check(
        "Marque;Type;Quantité\nDell;PC fixe;12\nHP;PC fixe;8\nTotal;PC fixe;20\nTotal;Écran;5\nTotal;Switch;2\nTotal;Serveur;3\n",
        &[("desktop", 20)],
        4,
    );
    // All rows are of one.
    for firm in ["Total", "Total Energies"] {
        check(
            &format!(
                "Société;Type;Nombre\n{firm};Portable;12\n{firm};Écran;12\n{firm};Serveur;5\n"
            ),
            &[("laptop", 12), ("monitor", 12), ("server", 5)],
            0,
        );
    }
    // Totals of several have no name alike.
    check(
        "Service;Type;Nombre\nTotal RH;Portable;12\nTotal DSI;Portable;5\nSite;Écran;1\n",
        &[("monitor", 1)],
        2,
    );
}

#[test]
fn doubt_bears_out_no_doubt() {
    // Lots without a model stand beside the sums.
    check(
        "Type;Modèle;Quantité\nPC fixe;A;12\nPC fixe;B;8\nPC fixe;;20\nPC fixe;;3\n\
         Écran;C;14\nÉcran;D;9\nÉcran;;23\nÉcran;;5\n",
        &[("desktop", 23), ("monitor", 28)],
        2,
    );
    // Small sums are chance, twice too.
    check(
        "Type;Modèle;Agent;Quantité\nPC portable;A;Martin;1\nPC portable;A;Durand;1\nPC portable;A;;2\n\
         Écran;B;Martin;2\nÉcran;B;Durand;1\nÉcran;B;;3\n",
        &[("laptop", 2), ("monitor", 3)],
        2,
    );
    let sums = "Type;Modèle;Quantité\nPC fixe;A;12\nPC fixe;B;7\nPC fixe;;19\nÉcran;C;8\nÉcran;D;9\nÉcran;;17\n";
    check(sums, &[("desktop", 19), ("monitor", 17)], 0);
}

#[test]
fn a_price_of_its_own_is_of_machines_where_a_part_has_none() {
    for (prices, desktops, asked) in [
        (["", "600", "900"], 40, 0),
        (["", "600", "600"], 20, 0),
        (["500", "", "500"], 20, 0),
        (["", "", "900"], 20, 1),
    ] {
        let [one, two, own] = prices;
        check(
            &format!(
                "Type;Modèle;Quantité;Prix\nPC fixe;OptiPlex 3080;12;{one}\nPC fixe;OptiPlex 7090;8;{two}\n\
                 PC fixe;;20;{own}\nÉcran;P2422H;15;150\n"
            ),
            &[("desktop", desktops), ("monitor", 15)],
            asked,
        );
    }
}

#[test]
fn rows_called_alike_that_sum_up_each_type_are_totals() {
    let sites = "Mairie;PC fixe;12\nMairie;Écran;14\nÉcole;PC fixe;23\nÉcole;Écran;25\nCrèche;PC fixe;4\nCrèche;Écran;9\n";
    for word in
        ["Totalité", "T O T A L", "TOT.", "Bilan", "Récapitulatif", "Parc complet", "Ville", ""]
    {
        let table = format!("Site;Type;Qté\n{sites}{word};PC fixe;39\n{word};Écran;48\n");
        check(&table, &[("desktop", 39), ("monitor", 48)], 0);
    }
    // Of two sites another may have the numbers.
    check(
        "Site;Type;Qté\nÉcole A;PC fixe;10\nÉcole A;Écran;10\nÉcole B;PC fixe;20\nÉcole B;Écran;20\n\
         Écoles;PC fixe;30\nÉcoles;Écran;30\nMairie;PC fixe;7\nMairie;Écran;7\n",
        &[("desktop", 37), ("monitor", 37)],
        2,
    );
    // One type that does not add up: a place.
    let table = format!("Site;Type;Qté\n{sites}Ville;PC fixe;39\nVille;Écran;47\n");
    check(&table, &[("desktop", 78), ("monitor", 95)], 0);
}

#[test]
fn a_total_of_tables_side_by_side_or_of_several_machines_a_row_is_one_for_each() {
    let sides = "Type;Modèle;Qté;Type;Modèle;Qté\nPC portable;Latitude 5420;10;Écran;P2419H;12\n\
        PC fixe;OptiPlex 7090;4;Écran;P2422H;3\n";
    let projectors = "Site;Type;Modèle;Qté;Vidéoprojecteur\nMairie;PC portable;Latitude 5420;3;1\n\
        Mairie;PC fixe;OptiPlex 3080;4;2\n";
    for name in ["", "Total Mairie"] {
        check(
            &format!("{sides}{name};;14;{name};;15\n"),
            &[("laptop", 10), ("desktop", 4), ("monitor", 15)],
            0,
        );
    }
    check(
        &format!("{projectors}Total Mairie;;;7;3\nÉcole;PC fixe;OptiPlex 3080;2;2\n"),
        &[("laptop", 3), ("desktop", 6), ("projector", 5)],
        0,
    );
}
