"""Names by which a person is recognised beside a street: common ones in Gera, and what is said before names.

First names and surnames are public facts; the list is short on purpose, a title or "ich heiße" helps where it ends.
"""

import re

from bot.conversation.personal.found import words

FIRST = words(
    """
    achim adam adrian aileen albert albrecht alex alexa alexander alexandra alfred alina alma amelie andre andrea
    andreas andré andy anett anette angela angelika anita anja anke ann anna anne annegret annelie anneliese
    annemarie annett annette anni anton antje antonia antonio armin arno arthur astrid axel barbara bastian beate
    beatrice ben benjamin benno bernadette bernd bernhard bert berta bettina bianca birgit birgitt björn bodo boris
    brigitte bruno burkhard carina carl carla carmen carola carolin caroline carsten cathleen charlotte chris
    christa christel christian christiane christin christina christine christoph christopher clara claudia claus
    clemens conny constanze cora cordula corinna cornelia dagmar dana daniel daniela david denise dennis detlef
    diana dieter dietmar dietrich dirk dominik dora doreen doris dorothea eberhard eckhard edda edgar edith eduard
    egon eike elena elfriede elias elisa elisabeth elke ella ellen elli elsa elvira emil emilia emily emma enrico
    erhard eric erich erik erika erna ernst erwin eugen eva evelyn ewald fabian falk felix ferdinand fiete finn
    florian frank franz franziska frauke frida frieda friedhelm friedrich fritz gabi gabriel gabriela gabriele georg
    gerald gerd gerda gerhard gerlinde gertraud gertrud gesine gisela gitta gottfried greta gregor grit gudrun guido
    gunda gunter gunther günter günther gustav hanna hannah hannelore hannes hanni hans harald harry hartmut
    heidemarie heidi heidrun heike heiko heiner heinrich heinz helen helena helene helga helmut henrik henry
    henriette herbert heribert hermann herta hilde hildegard hilmar holger horst hubert hugo ida ilka ilona ilse ina
    ines inga inge ingeborg ingo ingrid irene iris irma irmgard isabel isabell isabella jacqueline jakob jan jana
    janet janine jannik jasmin jeannette jennifer jenny jens jessica joachim jochen johann johanna johannes john
    jonas jonathan jörg josef josefine josephine judith jule julia julian juliane julius jürgen jutta kai karin
    karina karl karla karolin karoline karsten katarina katharina kathleen kathrin kati katja katrin kay kerstin
    kevin kilian kim kirsten klara klaus konrad konstantin kristin kristina kurt lara lars laura laurin lea lena
    leni lennard leo leon leonie leopold liane lilli lina linda linus lisa lothar louis louisa luca lucas ludwig
    luis luisa luise lukas lutz lydia magda magdalena maik maike maja malte mandy manfred manja manuel manuela marc
    marcel marco marcus maren margarete margit margot margrit maria marianne marie marina mario marion marius mark
    marko markus marlene marlies marta martha martin martina mary marvin mathias mathilda matthias max maximilian
    maxi meike melanie mia micha michael michaela michel mike mira mirko miriam mona monika moritz nadine nadja
    nancy natalie nicola nicole niclas niko nils nina noah nora norbert norman olaf ole oliver oskar otto pascal
    patricia patrick paul paula pauline peggy peter petra phil philipp pia rainer ralf ralph ramona raphael regina
    regine reiner reinhard reinhold renate rene rené ria ricarda richard rita robert robin roland rolf roman romy
    ron ronald ronny rosa rosemarie rosi rosie roswitha rudi rudolf rüdiger ruth sabine sabrina samuel sandra sandro
    sandy sara sarah sascha sebastian siegfried siegrid sieglinde sigrid silke silvana silvia silvio simon simone
    sina sonja sophia sophie stefan stefanie steffen steffi stella stephan stephanie sten sven sybille sylvia tabea
    tamara tanja theo theresa theresia thomas thorsten tilo tim timo tina tino tobias tom toni torsten traudel udo
    ulf uli ulla ulrich ulrike ursel ursula uschi ute uwe valentin valerie vanessa vera verena veronika viktor
    viktoria vincent viola volker volkmar waldemar walter waltraud walther wanda werner wiebke wilfried wilhelm
    willi willy wilma winfried wolfgang wolfram xaver yvonne
    ahmed ahmet aisha alaa ali amal amina amir amira anas aref asma ayse ayşe ayşegül aylin aziz baran basel bashar
    berat bilal burak can cem ceren deniz derya dilara ebru ece elif emine emre enes eren esra fadi fatih fatima
    fatma farid ghassan hakan halil hamid hamza hanan hani hasan hassan hatice hayat huda hülya hussein ibrahim imad
    iman ismail jamal kamal karim kemal kenan khaled khalid kübra laila layla leyla mahmoud mahmud majid mariam
    maryam mehmet melek merve mesut mohamad mohamed mohammad mohammed muhammad muhammed muhammet murat mustafa nadia
    nasser nour nur nura nuri omar ömer onur orhan osman özge özlem rami rana rania rashid reza rima saad sabri said
    salah salim salma samir samira selim selin sevgi sinan suleiman süleyman tarek tarik tuba tülay ümit umut usama
    volkan wael walid yahya yasemin yasin yasmin yildiz yılmaz youssef yusuf zahra zainab zehra zeynep ziad
    alla aleksandr aleksandra alexei alexej alyona anastasia anastasiia anatoli andrei andrej andrii andriy artem
    bogdan boris daria dariia denys dmitri dmitrij dmitro dmytro ekaterina galina galyna halyna hanna igor ihor ilja
    inna irina iryna ivan iwan jelena julija kateryna katya khrystyna ksenia larisa larysa leonid lesya lidia
    ljudmila ludmila lyubov lyudmyla maksim maksym marija mariia marta mykhailo mykola nadeshda nadiia natalia
    nataliia natalja natascha nikita nikolai nikolaj oksana oleg oleh oleksandr oleksandra oleksii olena olga olha
    pavel pavlo petro polina roman ruslan sergei sergej serhii sofiia stanislav svetlana svitlana swetlana taras
    tatiana tatjana tetiana tetyana vadim vadym valentina valeri vasyl victoria viktoriia vitali vitalii vladimir
    volodymyr wladimir wolodymyr yana yaroslav yevhen yulia yuliia yuri yurii zoya
    anh binh bình chi cuong dang dung duc đức giang ha hai hanh hien hieu hoa hoang hong hue hung huong khanh lan
    linh long mai minh nam nga ngoc nhung phuong quan quang quynh son tam thanh thao thi thu thuy tien trang trung
    tuan tung tuyet van viet vinh yen
    agnieszka andrzej dariusz elzbieta ewa grzegorz jacek jerzy joanna katarzyna krzysztof magdalena malgorzata
    marek marzena pawel piotr tomasz wojciech zbigniew ioana mihai florin cristina adriana nicolae
    alice amy bob brian charles emily george grace jack james jane jim joe kate kelly liam lucy oliver olivia steve
    susan
    """
)
LAST = words(
    """
    müller mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schäfer koch bauer richter
    klein wolf schröder neumann schwarz zimmermann braun krüger hofmann hartmann lange schmitt werner schmitz krause
    meier lehmann schmid schulze maier köhler herrmann könig walter mayer huber kaiser fuchs peters lang scholz
    möller weiß jung hahn schubert vogel friedrich keller günther frank berger winkler roth beck lorenz baumann
    franke albrecht schuster simon ludwig böhm winter kraus martin schumacher krämer vogt stein jäger otto sommer
    groß seidel heinrich brandt haas schreiber graf schulte dietrich ziegler kuhn kühn pohl engel horn busch
    bergmann thomas voigt sauer arnold wolff pfeiffer nguyen tran le pham hoang yılmaz yilmaz kaya demir çelik celik
    şahin sahin öztürk ozturk aydin arslan doğan kılıç aslan özdemir ivanov petrov kowalski nowak novak
    """
)
_LAST_ENDINGS = (
    "enko",
    "chuk",
    "tschuk",
    "ovych",
    "owski",
    "owska",
    "ewski",
    "ska",
    "ova",
    "owa",
    "eva",
    "ewa",
    "oğlu",
    "oglu",
)
WORD = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯІЇЄҐẠ-ỹ][\w'’-]{1,24}"
"""A word that starts with a capital."""
TITLE = (
    r"(?:[Hh]errn?|HERRN?|[Ff]rau|FRAU|[Ff]am(?:ilien?|\.)|FAMILIE|Hr\.|Fr\.|[Ee]heleute|[Ff]räulein|[Mm]rs?\.?"
    r"|[Mm]s\.?"
    r"|[Nn]achbarn?|[Nn]achbarin|[Oo]ma|[Oo]pa|[Tt]ante|[Oo]nkel)[ ](?:(?:Dr|Prof|med|Dipl|Ing)\.?[ -]?){0,3}"
)
INTRODUCED = (
    r"(?:[Ii]ch[ ]hei(?:ß|ss)e|[Hh]ei(?:ß|ss)e|[Mm]ein(?:[ ]vollständiger)?[ ][Nn]ame(?:[ ]ist|[ ]lautet|:)"
    r"|[Nn]ame[ ]?[:=]"
    r"|[Mm]y[ ]name(?:[ ]is|'s)|[Ii]ch[ ]bin(?:[ ](?:der|die|s))?|[Bb]in[ ](?:der|die)|[Ii][ ']a?m|[Aa]bsender(?:in)?:"
    r"|[Mm]ich[ ]nennt[ ]man|[Kk]ontakt:|[Hh]ier[ ]ist|[Aa]nsprechpartner(?:in)?:|(?:Gruß|Grüße|LG|MfG"
    r"|VG),?[ \n]?(?:von[ ])?)"
)
_NO_NAME = re.compile(
    r"(?:haus|schule|gymnasium|straße|str|platz|allee|weg|museum|theater|park|denkmal|stiftung|halle|brücke|klinik"
    r"|preis|ring"
    r"|jahr|jahre|kirche|kita|markt|stadt|amt|bank|haltestelle|bahnhof|center|zentrum|verein|gmbh|ag|apotheke"
    r"|bäckerei)",
    re.IGNORECASE,
)


def is_first(word: str) -> bool:
    """Whether a word is a known first name, alone or joined ("Hans-Jürgen")."""
    return all(part in FIRST for part in word.lower().split("-"))


def is_last(word: str) -> bool:
    """Whether a word is a known surname or ends like one."""
    lower = word.lower()
    return all(part in LAST for part in lower.split("-")) or lower.endswith(_LAST_ENDINGS)


def is_thing(word: str) -> bool:
    """Whether a word behind a name makes a place of it: "Otto Dix Haus"."""
    return bool(_NO_NAME.search(word))
