/** Text that comes from users, without what would move a terminal's cursor. */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, '�');
}
