"""What a report counts or measures, told from what has no amount, by the beginning of its nouns."""

from __future__ import annotations

from rapport.numbers.claims.patterns import either, one_of, words

AMOUNT = (
    r"(?:nombre|effectif|adhesion|cotisation|dons?\b|vente|recette|depense|charge|frequentation|participation|activite|"
    r"demande|inscription|"
    r"ressource|taux|part\b|budget|chiffre|resultat|produit|volume|collecte|montant|visite|entree|embauche|recrutement|"
    r"tresorerie|excedent|"
    r"deficit|subvention|abonnement|reservation|commande|fonds|marge|heure|depart|arrivee|dette|consommation|emission|delai|"
    r"cout|facture|proportion|total|quantite|poids)"
)

# What is measured too, though the same words are used otherwise: their movement is a claim only when they are what moves.
_STEMS = words(
    # Money.
    "amende autofinancement benefice billetterie creance credit dotation emprunt encours endettement epargne financement "
    "frais indemnit interessement investissement legs loyer mecenat patrimoine perte placement portefeuille provision "
    "rachat redevance remuneration rentabilite revenu salaire solde souscription stock tarif valeur "
    # People and what they do.
    "abonne absence absenteisme adherent affluence allocataire anciennete apprenti assiduite audience beneficiaire "
    "benevolat candidat client consultation contrat demission diffusion diplome donateur emploi entrant feminisation "
    "generosite hospitalisation lectorat licenci mecontent membre mixite mortalite naissance natalite occupation parite "
    "passage patientele population presence remplissage rotation salarie satisfaction scolarisation sejour signature stage "
    "stagiaire surveillance telechargement turnover usage usager vacance visiteur voyageur "
    # Things and works.
    "accident admission appel cheptel circulation citation contentieux courbe courrier couverture dechet dossier duree "
    "ecart echec flotte formation fuite gaspillage incident incivilite indicateur indice infraction intervention "
    "kilometrage litige logement longueur maillage moyenne numerisation operation plainte pollution precarite prelevement "
    "production productivite publication rebut reclamation recolte recours rendement reseau retard signalement sinistralite "
    "sinistre superficie surface tirage tonnage trafic transport vandalisme velo violence "
    # What people do: « le covoiturage », « la chirurgie ambulatoire ».
    "accompagnement chirurgie enseignement fret hebergement irrigation lecture location natation peche restauration sport "
    "teletravail "
    # What was named just before: « ce poste », « celle-ci », « la seconde ».
    "communaute l'ensemble poste "
    # A movement, of which another verb speaks: « la baisse ralentit ».
    "croissance "
)
# The same, of which the whole word is looked at, or several words; what people do (« le covoiturage »).
_WHOLE = either(
    r"achats?, actif\b, bilan\b, bourses?\b, capita[lu], gains?\b, impayes?, masse salariale, passif\b, prets?\b, prix\b, "
    r"reserves?\b, age\b, etp\b, file active, liste d'attente, prise en charge, public\b, affaires?\b, chantiers?\b, "
    r"lits?\b, lot\b, parc\b, places?\b, score\b, temps d'attente, tri\b, vol\b, "
    r"(?!(?:paysage|visage|courage|village|message|image|langage|rivage|nuage|orage|personnage|partage|sage)s?\b)[a-z]{3,}age\b, "
    r"bio\b, celui-ci, celle-ci, (?:premi|derni)(?:er|ere)\b(?! [a-z]{4,})(?= (?:[\w'-]+ )?‹), secondes?\b(?= (?:[\w'-]+ "
    r")?‹), augmentations?\b, baisses?\b, chutes?\b, diminutions?\b, hausses?\b, progressions?\b, reculs?\b"
)
COUNTED = rf"(?:{AMOUNT}|{one_of(_STEMS)}|{_WHOLE})"

# What has no amount: qualities and feelings.
FELT = either(
    "patience, methode, peur, bruit, energie, passion, soins?, plaisirs?, sens, confiance, ambition, exigence, rigueur, liberte, "
    "enthousiasme, "
    "coeur, questions?, raisons?, attention, force, talent, courage, conviction, engagement, respect, importance, valeur, mal, "
    "inquietude, espoirs?, bonheur, chances?, interet, peine, facilite, responsabilites?, souplesse, lisibilite, clarte, "
    "transparence, proximite, cohesion, solidarite, justice, efficacite, qualite, sobriete, envie, besoin, "
    "motivation, curiosite, fierte, fatigue, lassitude, colere, joie"
)

SLIGHT = either(
    "leger(?:e|s|es)?, legerement, faible(?:s|ment)?, un peu, moderee?s?, moderement, timidement, petite?s?, contenue?s?, "
    "limitee?s?, mesuree?s?"
)

GREAT = either(
    "fort(?:e|es|s)?, fortement, nets?, nette?s?, nettement, sensible(?:s|ment)?, vive(?:s|ment)?, "
    "spectaculaire(?:s|ment)?, importante?s?, marquee?s?, considerable(?:s|ment)?, "
    "significati(?:f|ve|fs|ves|vement), beaucoup, massive(?:ment)?, belle"
)

# One thing that moves, of which nothing says that it is counted: « l'égalité progresse ». Several are (« les dons reculent »).
_SEVERAL = (
    r"\b(?:ont|sont|avaient|etaient|auront|seront) (?:[\w'-]+ )?‹|‹(?:se sont |n'ont |[^›]*(?:[^m]ent|ees|es|us)\b)|\bse sont ‹"
)
# By how much: « de douze voix », « d'un tiers ».
BY_COUNT = (
    r"› (?:de |d')(?:\d|moitie|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|(?:dou|trei|quator|quin|sei)ze|vingt|"
    r"trente|quarante|cinquante|soixante|cent|mille|plus|pres|environ)\b"
)
UNCOUNTED_ONE = (
    rf"^(?!(?:[^‹]*|.*›[^.;:!?]{{0,25}})\b{COUNTED})(?!.*\d)(?!.*(?:{_SEVERAL}))(?!.*‹[^›]*\b(?:{SLIGHT}|{GREAT})\b)"
    rf"(?!.*‹[^›]*\bs'(?:est )?(?:agrand|etoff))(?!.*{BY_COUNT})"
)
# A movement of which nothing says what is counted: « la baisse d'attention », unlike « cette baisse ».
UNCOUNTED_MOVE = (
    rf"^(?!(?:[^‹]*|.*›.*)\b{COUNTED})(?!.*\d)(?!.*‹(?:en|cette|ce) )(?!.*‹[^›]*\b(?:{SLIGHT}|{GREAT})\b)"
    rf"(?!.*›(?: \w+)? (?:se |s'est )?(?:bien )?(?:poursui|confirm|produi|realis|s'expliqu|s'accentu))(?!.*{BY_COUNT})"
)
