/**
 * Words with a tone, without accents and lower case: from -2 (very unhappy) to 2 (very happy). An asterisk stands for any
 * ending. General words of customers who write to a vendor; not fitted to any collection of texts.
 */
const english = {
  '-2': `awful terrible horrible worst unacceptable furious outrag* disgust* hate hated useless scam fraud ridiculous
    pathetic nightmare appalling atrocious lawsuit lawyer cancel cancelling canceling cancellation terminate termination
    leaving competitor* refund* crap garbage trash disaster* betray* disgrace* dishonest unusable rage`,
  '-1': `bad poor* slow broken break* bug bugs buggy error errors fail fails failed failing failure* issue issues problem*
    wrong crash* down outage* stuck unable cannot cant wont missing lost lose delay* late wait waiting waited
    disappoint* frustrat* annoy* angry upset unhappy dissatisf* confus* complicated difficult hard complain* complaint*
    sad sorry unfortunately worse worr* concern* risk* unreliable urgent ignore* unanswered never nothing nobody
    expensive overpriced regret* fed tired sick pain painful unclear useless boring lack lacking against fear
    afraid hurt damn stupid dumb lame ugly mess annoyed fault faulty mistake* reject* refuse* deny denied unfair`,
  '1': `good nice fine well thank thanks helpful help helped works working easy easily clear useful like liked likes
    happy glad pleased satisf* improve* improvement better fast quick quickly smooth* solved resolved appreciat*
    welcome friendly reliable recommend* comfortable fun enjoy* cool interesting hope win won success* cheers
    congrat* luck lucky proud smart safe kindly`,
  '2': `great excellent perfect amazing awesome love loved loves loving fantastic wonderful brilliant outstanding superb best
    delighted impressed impressive incredible beautiful thrilled excited yay`,
} as const;

const spanish = {
  '-2': `horrible* terrible* pesimo* pesima* peor fatal inaceptable* indignant* verguenza* odio odia estafa* fraude ridicul*
    pesadilla desastre* asco abogad* demanda cancelar cancelamos cancelacion baja rescindir reembols* devolucion
    competencia basura inutil* mierda harto* harta* furios* lamentable* nefast* patetic*`,
  '-1': `mal mala malas malo malos lento* lenta* error errores fallo fallos falla fallas fallan fallando roto rota problema*
    incidencia* caido caida averia* bloque* perdi* perder pierd* falta faltan tarde retras* demora* espera esperando
    decepcion* frustr* molest* enfad* enoj* triste* disgust* insatisfech* confus* complicad* dificil* queja* quejar*
    lastima desgracia* preocup* riesgo urgente nunca nada nadie tampoco caro caros carisim* cansad* dolor duele miedo feo fea
    imposible odioso injust* culpa equivoc* incorrect* sufr* aburrid* llor* pena grave* ignor*`,
  '1': `bien buen buena buenas bueno buenos gracias ayuda* util* facil* claro clara funciona* gusta* gusto content* feliz
    felices alegr* satisfech* mejor* mejora* rapid* resuelt* solucionad* agradec* amable* fiable recomend* comod*
    divert* disfrut* interesante* suerte exito* ganar gana bonit* lind* animo orgullos* segur* carin* abraz*`,
  '2': `excelente* perfect* increible* genial* fantastic* maravillos* encant* estupend* magnific* amo amor adoro
    espectacular* brillante* impresionante* precios* hermos* felicidades felicitaciones enhorabuena`,
} as const;

/** Turn the tone of the words that follow. */
export const turningWords = new Set([
  'not',
  'no',
  'never',
  'dont',
  'doesnt',
  'didnt',
  'isnt',
  'wasnt',
  'without',
  'nor',
  'sin',
  'ni',
  'nunca',
  'jamas',
  'tampoco',
]);

export const toneWords: ReadonlyMap<string, number> = new Map(
  [english, spanish].flatMap((words) =>
    Object.entries(words).flatMap(([tone, list]) =>
      list
        .split(/\s+/)
        .filter((word) => word !== '')
        .map((word): [string, number] => [word.normalize('NFD').replace(/\p{M}/gu, ''), Number(tone)]),
    ),
  ),
);
