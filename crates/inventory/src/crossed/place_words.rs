//! Words that headings of places are made of.

use ground::table::fold;

/// Nouns that are a place alone, folded.
pub(super) const PLACES: &str = "mairie ecole ecoles college lycee creche creches mediatheque bibliotheque ludotheque \
    gymnase piscine musee theatre cinema hopital clinique ehpad ccas ctm rdc accueil siege prefecture \
    tribunal eglise crematorium conservatoire agence usine entrepot atelier ateliers garage depot \
    hangar dechetterie decheterie recyclerie ressourcerie archives magasin reserve reserves caserne \
    gendarmerie commissariat cantine campus universite faculte laboratoire periscolaire halte \
    town school nursery library hospital museum warehouse headquarters \
    rathaus schule grundschule gymnasium kita bibliothek museum krankenhaus \
    ayuntamiento escuela colegio instituto guarderia biblioteca municipio scuola";

/// Nouns of places that a name follows, folded: `Salle 12`.
pub(super) const NAMED: &str = "service services direction departement pole site bureau bureaux salle salles batiment \
    bat etage niveau maison residence centre foyer groupe hotel espace rue avenue place quai local \
    antenne agence secteur zone plateau aile villa lotissement \
    office room building floor level house center centre street site department \
    gebaude raum zimmer haus edificio sala oficina planta calle ufficio";

/// Departments, whole and folded: a number below one is of those who work there.
const DEPARTMENTS: &str = "rh|drh|dsi|dsin|daf|dg|dga|dgs|compta|comptabilite|finances|finance|juridique|\
    marketing|secretariat|logistique|paie|urbanisme|etat civil|ressources humaines|services techniques|\
    vie scolaire|scolarite|police municipale|cabinet|commercial|communication|hr|it|accounting|accounts|\
    legal|payroll|procurement|engineering|reception|human resources|front desk|back office|call centre|\
    buchhaltung|personalabteilung|verwaltung|vertrieb|contabilidad|recursos humanos|rrhh|contabilita|\
    risorse umane|amministrazione";

/// Words that say of such a noun that it heads no place: `Centre de coût`, `Room number`.
const OF_NO_PLACE: &str = "tag cout couts cost costs profit prix price code codes id type web ip number num \
    numero nr name nom libelle label user users utilisateur utilisateurs utilisation";

/// Whether a heading names a place by its words, with what tells it from others of its kind.
pub(in super::super) fn names_a_place(heading: &str) -> bool {
    let folded = fold(heading);
    let mut words = folded.split(' ').filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    let is = |nouns: &str, word: &str| {
        let one = word.strip_suffix('s').unwrap_or(word);
        nouns.split_whitespace().any(|noun| noun == word || noun == one)
    };
    let rest: Vec<&str> = words.collect();
    // `Salle n°` has the number below, and `Salle n° 12` in it.
    if rest.iter().any(|word| is(OF_NO_PLACE, word)) || matches!(rest[..], ["n" | "no"]) {
        return false;
    }
    if is(PLACES, first)
        || is(NAMED, first) && !rest.is_empty()
        || DEPARTMENTS.split('|').any(|own| own == folded)
    {
        return true;
    }
    // `1er étage`, `2nd floor`.
    first.starts_with(|c: char| c.is_ascii_digit()) && matches!(rest[..], [noun] if is(NAMED, noun))
}
