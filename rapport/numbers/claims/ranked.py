"""What is ranked (« premier *motif* »), and the adjectives that rank it (« le plus *fréquent* »)."""

from __future__ import annotations

from rapport.numbers.claims.patterns import any_of, either

RANKED = either(
    "familles?, rangs?, postes?, sources?, motifs?, raisons?, causes?, secteurs?, regions?, activites?, "
    "financeurs?, employeurs?, reseaux?, metiers?, canal, canaux, publics?, ressources?, besoins?, "
    "domaines?, themes?, thematiques?, positions?, places?, partenaires?, clients?, donneurs?, "
    "fournisseurs?, departements?, freins?, obstacles?, difficultes?, contributeurs?, contributrices?, "
    "beneficiaires?, categories?, territoires?, villes?, destinations?, usages?, debouches?, filieres?, "
    "produits?, charges?, depenses?, recettes?, modes?, preoccupations?, attentes?, criteres?, facteurs?, "
    "sujets?, univers, profils?, tranches?, classes?, prescripteurs?, bailleurs?, recruteurs?, "
    "utilisateurs?, federations?, acteurs?, producteurs?, apporteurs?, porteurs?, formes?, types?, "
    "moyens? (?:de|d'), vecteurs?, outils? (?:de|d'), marches?, services?, pays, investisseurs?, "
    r"annonceurs?, operateurs?, orientations?, delegations?, pourvoyeu\w+, portes? d'entree, fonctions?, "
    "diplomes?, statuts?, leviers?, arguments?, formations?, associations?, structures?, entreprises?, "
    "communes?, collectivites?, indicateurs?, composantes?, budgets?, dispositifs?, sorties?, "
    "consommateurs?, emettrices?, contrats?, nationalites?, langues?, commandes?, concernee?s?, dossiers?, "
    "demandes?, donateurs?, mecenes?, aides?, subventions?, site, sites, etablissements?, antennes?, poles?, "
    "offres?, disciplines?, sections?, clubs?, sports?, cultures?, productions?, especes?, risques?, garanties?, sinistres?, "
    "laboratoires?, ecoles?, musees?, expositions?, specialites?, pathologies?, bassins?, origines?, provenances?, "
    "medias?, supports?, "
    "groupes?, exportateurs?, campus, universites?, hopital, hopitaux, agences?, cooperatives?, mutuelles?, facultes?, "
    "pole, rayons?, "
    "acheteurs?, pourvoyeurs?, canton, zone, essences?, cepages?, races?, elevages?, equipements?, unites?, depense, poids, pays"
)

QUANTITY = any_of(
    either(
        "nombreu(?:x|ses?), importante?s?, elevee?s?, representee?s?, frequente?s?, citee?s?, demandee?s?, "
        "gros(?:se|ses)?, grande?s?, faibles?, bas(?:se|ses)?, forte?s?, repandue?s?, utilisee?s?, actifs?, "
        "actives?, concernee?s?, mobilisee?s?, presente?s?, dynamiques?, touchee?s?, consultee?s?, suivie?s?, "
        "sollicitee?s?, vendue?s?, recherchee?s?, lue?s?, visitee?s?, partagee?s?, courante?s?, petite?s?, rares?, "
        "haute?s?, dotee?s?, feminisee?s?, denses?, rapides?, large, larges, plebiscitee?s?, frequentee?s?"
    ),
    r"[a-z]{4,}(?<!eloign)(?<!isol)ees?",
    either(
        "apprecie?e?s?, pourvue?s?, denombree?s?, choisie?s?, evoquee?s?, mentionnee?s?, peuplee?s?, fournie?s?, "
        "aidee?s?, attracti(?:f|fs|ve|ves), cheres?, cher, polluante?s?, vastes?, etendue?s?, anciens?, anciennes?, vieux, "
        "vieilles?, populaires?, creux, creuses?, chargee?s?, calmes?, connue?s?, vue?s?, "
        "assidue?s?, performante?s?, abondante?s?, rentables?, productifs?, productives?, demandeurs?, consommateurs?, "
        "ecoutee?s?, prisee?s?, pollue?e?s?, intenses?, "
        "pratiques?, empruntes?, enseignes?, joues?, achetes?, telecharges?, signales?, declares?, attendue?s?, soutenue?s?, "
        "couteu(?:x|ses?), longue?s?, courte?s?, lourde?s?, jeunes?"
    ),
    # Participles in the masculine, which nothing tells from other adjectives once accents are gone.
    either(
        "diplomes?, qualifies?, formes?, titres?, certifies?, experimentes?, scolarises?, accompagnes?, embauches?, "
        "recrutes?, employes?, remuneres?, payes?, cotises?, finances?, subventionnes?, endettes?, equipes?, outilles?, "
        "numerises?, developpes?, structures?, concentres?, urbanises?, masculinises?, orientes?, inseres?, places?, "
        "occupes?, charges?, impactes?, marques?, prononces?, etoffes?, valorises?, primes?, recompenses?, commandes?, "
        "loues?, repares?, collectes?, recycles?, consommes?, importes?, exportes?, factures?, donnes?, offerts?, "
        "couverts?, investis?, garnis?, desservis?, accueillis?, notes?, cotes?, regardes?, aimes?, commentes?, "
        "visionnes?, cliques?, syndiques?, federes?, salaries?"
    ),
)

# Houses, workshops, shops: « premier centre » ranks one by what the sentence says, or numbers it by its opening.
HOUSES = (
    r"(?:centres?|ateliers?|chantiers?|magasins?|boutiques?|ressourceries?|recycleries?|garages?|epiceries?|restaurants?|"
    r"cantines?|creches?|foyers?|residences?|fermes?|jardins?|ludotheques?|librairies?|cafes?|maisons?|regies?|conciergeries?|"
    r"fonderies?|imprimeries?|usines?|tiers-lieux?|lieux?|points? de (?:collecte|vente))(?: (?:[a-z]+ )?d[e'] ?(?:[a-z'-]+))?"
)
RANKED_BY = (
    r"(?:par (?:l[ea]s? |l'|son |sa |ses |leurs? )?(?:nombre|volume|montant|importance|taille|effectifs?|heures?|ventes?|chiffre|"
    r"frequentation|activite|recettes?|depenses?|budget|poids|surface|participation)"
    r"|en (?:nombre|volume|effectifs?|heures|valeur|montant|tonnage|surface|chiffre|part|termes|frequentation)"
    r"|(?:du|de la|de l'|de notre|de tout le) ?(?:reseau|association|federation|groupe|departement|region|cooperative|territoire|"
    r"pays|metropole|agglomeration|canton|ville|union))\b"
)
# What numbers by the order of events: « le premier réseau à avoir… », « la première agence a ouvert en 1998 ».
OPENED = (
    r"›[^.;:!?]{0,45} (?:a (?:l'avoir |s'etre |avoir |etre |[a-z]{2,}(?:er|ir|oir|dre|tre)\b)|(?:a |ont |avait )?(?:ouvr|ouvert)|"
    r"(?:a|ont) (?:vu le jour|ferme|accueilli s(?:on|es) premier)|(?:est|sont|etait|fut) (?:nee?|cree|inaugure|fonde|ouverte?|"
    r"installe|lance|consacre)|(?:a|ont) ete (?:cree|inaugure|ouvert|fonde|lance|installe|signe)|date d|remonte|voit le jour)"
    r"|›[^.;:!?]{0,45}, (?:nee?|cree|inaugure|fonde|ouverte?|lance)e?s? (?:en|le|des|depuis|par)\b"
)

# What numbers or names, and ranks nothing of the report's.
NUMBERED = any_of(
    r"‹[^›]*(?:premiere|deuxieme|seconde?|troisieme)› classe\b(?! (?:de |du |des |d'))",  # of a soldier, of a train
    r"\brelev\w+ (?:de )?‹(?:de )?la [^›]*› categorie\b",
    r"‹(?:les|des|aux) premi(?:ers|eres)› concerne",
    r"›[^.;:!?]{0,40}\bdes (?:francais|europeens|parisiens)\b",
    # What is known of the whole country, or of a land in apposition: « premier pays d'accueil, la France ».
    r"› causes? (?:de|d') ?(?:deces|mort|mortalite|handicap|invalidite|cancers?|divorces?)\b(?!.*\b(?:nos|notre)\b)",
    r"^ ?‹[^›]*› [^.;:!?,]{3,60}, (?:la |l'|le |les )(?:france|europe|union europeenne|allemagne|italie|espagne|chine|inde|"
    r"japon|etats-unis|royaume-uni)\b",
)
