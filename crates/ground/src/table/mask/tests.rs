//! What is masked, and what is left.

use super::*;

#[test]
fn addresses_are_masked_and_nothing_else() {
    for (text, expected) in [
        ("a.b+c@ex-ample.co.uk", "***"),
        ("02-00-00-00-00-0A;x", "***;x"),
        ("192.168.0.1.", "***."),
        ("256.1.1.1", "256.1.1.1"),
        ("@home", "@home"),
        ("srv_10.0.0.1-b", "srv_***-b"),
        ("aa-bb-cc-dd-ee-ff-10.0.0.1", "***-***"),
        ("2001:db8:0:0:0:0:0:1", "***"),
        ("fe80::aa:bb%eth0.", "***."),
        ("A::B", "A::B"),
        ("SEP001B54AABBCC", "SEP***"),
        ("lyon-sep001b54aabbcc.lan", "lyon-sep***.lan"),
        ("SEP001B54AABBC", "SEP001B54AABBC"),
        ("ASSET001B54AABBCC", "ASSET001B54AABBCC"),
        ("v10.0.0.1", "v10.0.0.1"),
        ("06 12 34 56 78", "***"),
        ("Accueil : 01.23.45.67.89 (jour)", "Accueil : *** (jour)"),
        ("+33 6 12 34 56 78", "***"),
        ("+33 (0)1 23 45 67 89, Lyon", "***, Lyon"),
        ("0033 6 12 34 56 78", "***"),
        // As short as they come.
        ("+33612345678", "***"),
        ("+3223456789", "***"),
        ("212-555-0123", "***"),
        ("PC-000000001", "PC-000000001"),
        ("NIR 2 55 08 14 168 025 38", "NIR ***"),
        ("iPhone 13 490154203237518", "iPhone 13 ***"),
        ("IMEI:490154203237518", "IMEI:***"),
        ("imei490154203237518", "imei***"),
        ("NIR:255081416802538", "NIR:***"),
        ("Tél:0612345678", "Tél:***"),
        ("12:490154203237518", "12:490154203237518"),
        ("ABC490154203237518", "ABC490154203237518"),
        ("SIM 8933012345678901234", "SIM ***"),
        ("lot 8833012345678901234", "lot 8833012345678901234"),
        ("06/12/34/56/81", "***"),
        ("06/12/34", "06/12/34"),
        ("jexemple@MAIRIE", "***"),
        ("SW1@BAT2", "SW1@BAT2"),
        ("jean.exemple @ mairie.fr, salle 2", "***, salle 2"),
        ("jean.exemple@ mairie.fr", "***"),
        ("poste @ 2.4 GHz", "poste @ 2.4 GHz"),
        ("jean.exemple%40mairie.fr", "***"),
        ("à 40 % et 50%", "à 40 % et 50%"),
        ("jean＠exemple.fr", "***"),
        (r"ACME\jdurand, salle 2", "***, salle 2"),
        (r"acme.local\j.durand", "***"),
        (r"CORP\Jean.Durand", "***"),
        (r"LYON\BAT2", r"LYON\BAT2"),
        (r"C:\Outils", r"C:\Outils"),
        ("fe80::1", "***"),
        ("fe80::1%eth0", "***"),
        ("face::b", "face::b"),
        ("001b.54aa.bbcc", "***"),
        ("2021.1234.5678.9", "2021.1234.5678.9"),
        ("1.2.3", "1.2.3"),
        ("01 23 45 67", "01 23 45 67"),
        ("2021-03-04 08:30", "2021-03-04 08:30"),
        ("08:30:15", "08:30:15"),
        ("4c4c4544-0041-4210-8043-b7c04f445331", "4c4c4544-0041-4210-8043-b7c04f445331"),
        ("été; jean@exemple.fr; été", "été; ***; été"),
        ("remis à Mme Léa Exemple, site B", "remis à Mme ***, site B"),
        ("04/05/2022 par Luc Exemple", "04/05/2022 par ***"),
        ("Prêté à M. Exemple", "Prêté à M. ***"),
        ("Tél. 0611223344", "Tél. ***"),
        ("(+33) 6 11 22 33 44", "***"),
        ("zoe.exemple (at) ville.test", "***"),
        ("Mr Coffee", "Mr ***"),
        ("HP M 404", "HP M 404"),
        ("Réparé par Dell", "Réparé par Dell"),
        ("Monitor Dell P2419H", "Monitor Dell P2419H"),
        ("Mobile Precision 5550", "Mobile Precision 5550"),
    ] {
        assert_eq!(masked(text), expected, "`{text}`");
    }
}

#[test]
fn what_is_masked_is_masked_whatever_it_stood_beside() {
    // The date and the number are one run of digits until the number to call is cut out.
    let text = "04/01/212325804/01.23.45.67.89";
    assert_eq!(masked(text), "04/***/***");
    // A chain of them that opens one link at a time shows nothing.
    let chain = "01/212325804/".repeat(40) + "01.23.45.67.89";
    for text in [text, &chain] {
        for holds in Holds::ALL {
            let once = masked_in(holds, text).into_owned();
            assert_eq!(masked_in(holds, &once), once, "`{text}`");
            assert!(!once.contains("212325804"), "`{once}`");
        }
    }
}

#[test]
fn a_mobile_number_without_spaces_is_masked_but_where_things_are_named() {
    assert_eq!(masked("0612345678"), "***");
    assert_eq!(masked_in(Holds::Remarks, "prêt, 0712345678."), "prêt, ***.");
    assert_eq!(masked_in(Holds::Things, "0612345678"), "0612345678");
    assert_eq!(masked("0612345678901 et 0112345678"), "0612345678901 et 0112345678");
}

#[test]
fn names_are_masked_however_they_are_written() {
    for (text, expected) in [
        ("remis à M. J. Dupont", "remis à M. ***"),
        ("Mme A. Durand", "Mme ***"),
        ("Remis Par Luc Exemple", "Remis Par ***"),
        ("Réparé PAR Luc Exemple", "Réparé PAR ***"),
        ("Repaired By Jane Sample", "Repaired By ***"),
        ("M. J.-P. Durand (site B)", "M. *** (site B)"),
        ("Mr J.Durand", "Mr ***"),
        ("M. de La Tour", "M. ***"),
        ("M. Jean de La Tour, Lyon", "M. ***, Lyon"),
        ("Mme d'Exemple", "Mme ***"),
        ("Frau von der Muster;Bonn", "Frau ***;Bonn"),
        ("(M. Dupont)", "(M. ***)"),
        ("prêté (Mme Léa Exemple) le 3/4", "prêté (Mme ***) le 3/4"),
        ("M.Dupont", "M.***"),
        ("M.DUPONT/Mme Durand", "M.***/Mme ***"),
        ("Bureau M. Dupont", "Bureau M. ***"),
        ("École, M. Dupont", "École, M. ***"),
        ("Mme.Durand", "Mme.***"),
        ("Mme\nDupont\r\nLyon", "Mme\n***"),
        ("Mme\u{a0}Dupont", "Mme\u{a0}***"),
        ("Mr Li", "Mr ***"),
        ("Señora Ejemplo", "Señora ***"),
        ("Mme Léa E., site B", "Mme ***, site B"),
        ("\"Mme Dupont\" ; 'M. Durand'", "\"Mme ***\" ; 'M. ***'"),
        ("M. et Mme Dupont. Dell Latitude", "M. et Mme ***. Dell Latitude"),
        ("Mme : Dupont", "Mme : ***"),
        ("réparé par J. Exemple", "réparé par ***"),
        ("reparado por X, entregado door Jan van Dam", "reparado por X, entregado door ***"),
        ("REMIS PAR LUC EXEMPLE", "REMIS PAR ***"),
        ("Par Luc Exemple", "Par ***"),
        ("Tél.0611223344, Lyon", "Tél.***, Lyon"),
        ("Tel: 611223344.", "Tel: ***."),
        ("Mobile +33611223344", "Mobile ***"),
        ("portable  0611223344", "portable  ***"),
        ("(zoe.exemple (at) ville.test)", "(***)"),
    ] {
        assert_eq!(masked(text), expected, "`{text}`");
        assert_eq!(masked(expected), expected, "`{expected}`");
    }
}

#[test]
fn whom_a_thing_was_given_to_and_what_leads_to_somebody_is_masked() {
    for (text, expected) in [
        ("prêté à Jean Dupont", "prêté à ***"),
        ("PC affecté à J. Dupont, Lyon", "PC affecté à ***, Lyon"),
        ("Assigned to Jane Sample", "Assigned to ***"),
        ("lent to Jane Sample (2024)", "lent to *** (2024)"),
        ("verliehen an Max Muster", "verliehen an ***"),
        ("prestado a Ana Ejemplo", "prestado a ***"),
        ("assegnato a Luca Esempio", "assegnato a ***"),
        ("PRETE A JEAN DUPONT", "PRETE A ***"),
        ("AFFECTEE A LEA EXEMPLE, LYON", "AFFECTEE A ***, LYON"),
        ("utilisateur : Dupont", "utilisateur : ***"),
        ("Benutzer: Max Muster", "Benutzer: ***"),
        ("user=Sample; site B", "user=***; site B"),
        ("Sr. Ejemplo", "Sr. ***"),
        ("Sra. Ejemplo, Bilbao", "Sra. ***, Bilbao"),
        ("Dr Exemple", "Dr ***"),
        ("Herr Muster", "Herr ***"),
        ("poste 0240123456", "poste ***"),
        ("poste 02 40 12 34 56", "poste ***"),
        ("bureau 12, tél 020 7946 0958", "bureau 12, tél ***"),
        ("appeler le 07700 900123 le matin", "appeler le *** le matin"),
        ("Tel. +49 89 / 1234567", "Tel. ***"),
        ("call (212) 555-0123", "call ***"),
        ("à rembourser FR14 2004 1010 0505 0001 3M02 606.", "à rembourser ***."),
        ("Latitude 5420 S/N 5CG1234XYZ", "Latitude 5420 S/N ***"),
        ("ProBook 450 (SN: 5CG1234XYZ)", "ProBook 450 (SN: ***)"),
        ("T14, n° de série : PF3ABC12", "T14, n° de série : ***"),
        ("serial number PF3ABC12", "serial number ***"),
    ] {
        assert_eq!(masked(text), expected, "`{text}`");
        assert_eq!(masked(expected), expected, "`{expected}`");
    }
    assert_eq!(masked_in(Holds::Remarks, "Prêt (Léa Exemple) fini"), "Prêt (***) fini");
    for (text, expected) in [
        ("prêté à Dupont", "prêté à ***"),
        ("PC confié à Léa le 3/4", "PC confié à *** le 3/4"),
        ("lent to Jane", "lent to ***"),
    ] {
        assert_eq!(masked_in(Holds::Remarks, text), expected, "`{text}`");
        assert_eq!(masked_in(Holds::Remarks, expected), expected, "`{expected}`");
    }
    assert_eq!(masked_in(Holds::Things, "Latitude 5420 (J. Exemple)"), "Latitude 5420 (***)");
    for text in ["iPad (Space Grey)", "T14 (Gen. 2)", "OptiPlex (Micro Tower)", "ZBook (i7 H.)"] {
        assert_eq!(masked_in(Holds::Things, text), text);
    }
    let lent =
        ["Prêté à DSI", "Prêté à la Compta", "affecté à Lyon", "réparé par Dell", "prêté à Mairie"];
    for text in lent {
        assert_eq!(masked_in(Holds::Remarks, text), text);
    }
    assert_eq!(masked_in(Holds::Places, "Site (A. Camus)"), "Site (A. Camus)");
    let fine = ["Stock (Salle Bleue)", "Prêt (2024)", "HS (écran)", "Rendu (Sans chargeur)"];
    for text in fine {
        assert_eq!(masked_in(Holds::Remarks, text), text);
    }
}

#[test]
fn things_and_places_are_left_as_they_are() {
    for text in [
        "Écran connecté à Dell Dock",
        "affecté à Mairie Annexe",
        "remis à neuf",
        "Prêté à la DSI",
        "prêté à Lyon",
        "PORTABLE A CLAVIER AZERTY",
        "PRET A PORTER",
        "PRETE A SALLE BLEUE",
        "AFFECTE A MAIRIE ANNEXE",
        "Serial ATA 600",
        "ThinkPad Série 5",
        "Inspiron série 7000-15",
        "HP Elite Series 840 G8",
        "User Station",
        "MS Office",
        "dr 12",
        "Ligne 12",
        "poste 4512",
        "Poste 01234567",
        "C9200L-24T-4G-E",
        "Portable a Clavier Azerty",
        "01-2023-0045",
        "LOT 2023 0612 345",
        "FR14 Bâtiment 2004",
        "HP 24 Mono 612 345 6789",
        "12 rue de la Paix, 75002 Paris",
        "Portable 20230145",
        "Portable 00012345",
        "GSM 20230145",
        "Téléphone 20230146",
        "Tel. 0611223344X",
        "Door Access Controller",
        "Front Door Access Controller",
        "By Design Station",
        "PAR EverServ Station",
        "Stand by Power Unit",
        "SSD M.2 NVMe",
        "réparé par Dell de Lyon",
        "réparé par Dell, Lyon",
        "Monsieur  le  directeur",
        "École M. Pagnol",
        "École Mme Sand, salle 3",
        "collège M. Aymé",
        "Câble  HDMI ,  par  lot",
    ] {
        assert_eq!(masked(text), text);
    }
    // Signs and spaces stay.
    assert_eq!(masked("Mme Exemple,  Lyon  ;  B"), "Mme ***,  Lyon  ;  B");
}

#[test]
fn names_that_machines_make_of_their_mac_address_are_masked() {
    for (name, shown) in [
        ("PC-0011AABBCCDD", "PC-***"),
        ("AP0011.aabb.ccdd", "AP***"),
        ("APP001122AABBCC", "APP***"),
        ("BRN0080772A3B4C", "BRN***"),
        ("HP0011AABBCCDD", "HP***"),
        ("RICOH-0026738A1B2C", "RICOH-***"),
    ] {
        assert_eq!(masked(name), shown);
    }
    // Numbers that somebody gave, and serial numbers, have not that form.
    for name in ["INV000000001234", "PC-ACCUEIL-012", "LAPTOP-5CD1234XYZ", "ABCDEF123456AB"] {
        assert_eq!(masked(name), name);
    }
}
