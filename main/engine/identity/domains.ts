/** Second levels under which anybody registers, as far as countries of the usual customers have them. */
const twoLevelSuffixes = new Set(
  [
    'ac.jp ad.jp co.jp ed.jp go.jp gr.jp lg.jp ne.jp or.jp',
    'ac.uk co.uk gov.uk ltd.uk me.uk net.uk nhs.uk org.uk plc.uk sch.uk',
    'asn.au com.au edu.au gov.au id.au net.au org.au',
    'ac.nz co.nz geek.nz govt.nz net.nz org.nz school.nz',
    'com.es edu.es gob.es nom.es org.es',
    'com.mx edu.mx gob.mx net.mx org.mx',
    'com.ar edu.ar gob.ar gov.ar net.ar org.ar',
    'com.br edu.br gov.br ind.br net.br org.br',
    'com.co edu.co gov.co net.co org.co',
    'com.pe edu.pe gob.pe com.ec com.uy com.py com.bo com.ve com.gt com.sv com.hn com.ni com.pa com.do com.pr com.cu',
    'co.cr go.cr com.pt edu.pt gov.pt org.pt com.fr asso.fr gouv.fr',
    'co.it edu.it gov.it com.pl edu.pl net.pl org.pl gov.pl com.tr edu.tr gov.tr org.tr net.tr com.gr com.ro com.ua',
    'ac.in co.in edu.in firm.in gov.in net.in org.in com.pk com.bd',
    'com.cn edu.cn gov.cn net.cn org.cn com.hk edu.hk org.hk com.tw org.tw com.sg edu.sg com.my org.my com.ph com.vn com.kh',
    'co.kr or.kr go.kr ac.kr co.th or.th ac.th co.id or.id ac.id go.id',
    'ac.za co.za gov.za org.za co.ke or.ke co.ng com.ng com.gh co.tz co.ug com.eg com.sa com.kw com.qa com.lb ac.ae co.ae',
    'ac.il co.il gov.il org.il co.at or.at ac.at co.hu',
  ].flatMap((line) => line.split(' ')),
);

/** Where people, not companies, have their mailboxes: such a domain says nothing about an account. */
const publicProviders = new Set(
  (
    'gmail.com googlemail.com outlook.com outlook.es hotmail.com hotmail.es hotmail.co.uk hotmail.fr live.com live.co.uk msn.com ' +
    'yahoo.com yahoo.es yahoo.co.uk yahoo.co.jp yahoo.fr yahoo.de yahoo.com.br yahoo.com.mx yahoo.com.ar ymail.com rocketmail.com ' +
    'icloud.com me.com mac.com aol.com gmx.com gmx.de gmx.net gmx.es web.de mail.com mail.ru yandex.com yandex.ru ' +
    'proton.me protonmail.com pm.me tutanota.com zoho.com fastmail.com hey.com qq.com 163.com 126.com sina.com naver.com ' +
    'daum.net hanmail.net orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it telefonica.net ' +
    'terra.es terra.com.br uol.com.br bol.com.br comcast.net verizon.net att.net sbcglobal.net btinternet.com sky.com ' +
    't-online.de bluewin.ch example.com example.org example.net'
  ).split(' '),
);
/** Where companies without a site of their own have a page. */
const pageHosts = new Set(
  'facebook.com linkedin.com instagram.com twitter.com x.com youtube.com wixsite.com wordpress.com blogspot.com github.io google.com business.site notion.site shopify.com myshopify.com'.split(
    ' ',
  ),
);

/**
 * The part of an e-mail or web address that somebody registered: `https://www.mail.acme.co.uk/a` and `ana@acme.co.uk`
 * are both `acme.co.uk`. Null for what is none, for bare numbers, and for mailboxes and pages that anybody can have.
 */
export function registrableDomain(address: string): string | null {
  const text = address.trim().toLowerCase();
  const host = text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^mailto:/, '')
    .replace(/[/?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');
  if (
    host.length > 253 ||
    !/^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u.test(host) ||
    !/\p{L}[\p{L}\p{N}-]*$/u.test(host)
  )
    return null;
  const labels = host.split('.');
  const levels = twoLevelSuffixes.has(labels.slice(-2).join('.')) ? 3 : 2;
  if (labels.length < levels) return null;
  const domain = labels.slice(-levels).join('.');
  return publicProviders.has(domain) || pageHosts.has(domain) ? null : domain;
}

/** An e-mail address as it is compared; null where it is none. */
export function normaliseEmail(text: string): string | null {
  const email = text
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '');
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? email : null;
}
