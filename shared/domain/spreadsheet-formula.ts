/**
 * A cell that a spreadsheet would run as a formula; plain negative numbers are none. Files that are written for people carry such
 * cells with an apostrophe in front.
 */
export const formula = /^(?:[=@\t\r]|[+-](?![\d.,\s]*$))/;
