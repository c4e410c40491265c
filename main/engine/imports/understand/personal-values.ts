/** Recognises single values that tell of a person. Each is strict: a column of products must not look like people. */

const phoneShape =
  /^(?:\+|00)\d[\d\s().-]{6,18}\d$|^\(\d{2,4}\)\s?\d{3,4}[-\s.]?\d{3,4}$|^\d{3}[-.\s]\d{3}[-.\s]\d{3,4}$/;

/** A telephone number as people write it; plain digits alone are none, they may count anything. */
export function isPhone(text: string): boolean {
  if (!phoneShape.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 8 && digits <= 15 && !/^\d{4}-\d{2}-\d{2}/.test(text);
}

const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Spanish DNI and NIE, United States SSN, British NINO and Brazilian CPF, by their own check where they have one. */
export function isNationalId(text: string): boolean {
  const spanish = /^([XYZxyz]|\d)-?(\d{7})-?([A-Za-z])$/.exec(text);
  if (spanish) {
    const first = 'XYZ'.indexOf(spanish[1]!.toUpperCase());
    const number = Number(`${first < 0 ? spanish[1] : first}${spanish[2]}`);
    return dniLetters[number % 23] === spanish[3]!.toUpperCase();
  }
  if (/^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(text)) return true;
  if (/^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]$/.test(text))
    return true;
  return /^\d{3}\.\d{3}\.\d{3}-\d{2}$|^\d{11}$/.test(text) && isCpf(text.replace(/\D/g, ''));
}

function isCpf(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits)) return false;
  return [9, 10].every((length) => {
    let sum = 0;
    for (let index = 0; index < length; index++) sum += Number(digits[index]) * (length + 1 - index);
    return ((sum * 10) % 11) % 10 === Number(digits[length]);
  });
}

/** First names that are common in English and Spanish speaking countries; no list of all, enough for half of a column. */
const firstNames = new Set(
  `james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul
  andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry
  justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron henry adam peter nathan
  zachary kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan
  joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip
  johnny oliver liam lucas oscar leo simon hugo ian graham neil mary patricia jennifer linda elizabeth barbara susan jessica sarah
  karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca
  sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel
  carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith
  megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice judy sophia
  grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori claire
  chloe lucy ella zoe fiona jane kate antonio jose manuel francisco javier carlos jesus alejandro miguel rafael pedro angel pablo
  fernando sergio luis jorge alberto alvaro diego adrian ivan raul enrique ramon vicente andres joaquin santiago eduardo victor mario
  roberto jaime ignacio marcos alfonso salvador ricardo emilio hector gonzalo julio guillermo martin nicolas mateo tomas agustin
  carmen ana isabel dolores pilar josefa rosa cristina antonia francisca mercedes lucia elena concepcion raquel manuela juana paula
  beatriz encarnacion rosario montserrat patricia silvia marta irene nuria julia lorena rocio alba sonia esther sandra monica ines
  sofia valentina camila mariana daniela gabriela natalia claudia veronica fernanda ximena guadalupe alejandra mohammed ahmed ali
  fatima wei li priya raj anil sanjay yuki hiroshi kenji ingrid lars sven anders hans klaus jurgen pierre jean luc francois giulia
  marco luca giovanni paolo chiara francesca`.split(/\s+/),
);
const companyWords =
  /\b(inc|ltd|llc|gmbh|corp|co|sa|sl|slu|srl|plc|ag|bv|group|company|labs?|systems?|studio|partners|hermanos|e hijos)\b\.?/i;

/** `Ana García`, `García, Ana`, `Ana María García López`: two to four words, one of them a known first name in its place. */
export function isPersonName(text: string): boolean {
  if (text.length < 5 || text.length > 40 || /[\d@/&_:;]/.test(text) || companyWords.test(text)) return false;
  const words = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .trim()
    .split(/[\s,]+/);
  if (words.length < 2 || words.length > 5) return false;
  const first = text.includes(',') ? words.slice(1) : words.slice(0, 1);
  return (
    first.some((word) => firstNames.has(word.toLowerCase())) &&
    words.every((word) => /^\p{Lu}|^(de|del|la|van|von|da|di)$/u.test(word))
  );
}
