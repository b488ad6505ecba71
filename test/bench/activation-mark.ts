/** A console line that starts with this carries milliseconds by extension id as JSON. */
export const activationMark = "[learn-dl-activation] ";
