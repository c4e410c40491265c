// The package is CommonJS on one exported root, so its namespace is reached through the default export.
import onnxProto from 'onnx-proto';
import type { onnx as Onnx } from 'onnx-proto';

const { onnx } = onnxProto;

export type OnnxNode = Onnx.INodeProto;
export type OnnxTensor = Onnx.ITensorProto;
export type OnnxModel = Onnx.IModelProto;
export type OnnxAttribute = Onnx.IAttributeProto;
export type OnnxValueInfo = Onnx.IValueInfoProto;

export const float32 = onnx.TensorProto.DataType.FLOAT;
export const float64 = onnx.TensorProto.DataType.DOUBLE;
export const bool = onnx.TensorProto.DataType.BOOL;
export const int64 = onnx.TensorProto.DataType.INT64;
export const text = onnx.TensorProto.DataType.STRING;

const { AttributeType } = onnx.AttributeProto;
const encoder = new TextEncoder();

export function encodeModel(model: OnnxModel): Uint8Array {
  return onnx.ModelProto.encode(model).finish();
}

export function decodeModel(bytes: Uint8Array): OnnxModel {
  return onnx.ModelProto.decode(bytes);
}

export function dataTypeName(type: number): string {
  return (onnx.TensorProto.DataType[type] ?? `type ${type}`).toLowerCase();
}

export function node(
  opType: string,
  input: string[],
  output: string[],
  attribute: OnnxAttribute[] = [],
  domain = '',
): OnnxNode {
  return { opType, input, output, attribute, domain, name: `${opType}_${output[0] ?? ''}` };
}

export function intAttribute(name: string, i: number): OnnxAttribute {
  return { name, type: AttributeType.INT, i };
}

export function intsAttribute(name: string, ints: number[]): OnnxAttribute {
  return { name, type: AttributeType.INTS, ints };
}

export function floatAttribute(name: string, f: number): OnnxAttribute {
  return { name, type: AttributeType.FLOAT, f };
}

export function floatsAttribute(name: string, floats: number[]): OnnxAttribute {
  return { name, type: AttributeType.FLOATS, floats };
}

export function stringAttribute(name: string, text: string): OnnxAttribute {
  return { name, type: AttributeType.STRING, s: encoder.encode(text) };
}

export function stringsAttribute(name: string, texts: readonly string[]): OnnxAttribute {
  return { name, type: AttributeType.STRINGS, strings: texts.map((text) => encoder.encode(text)) };
}

export function tensorAttribute(name: string, values: ArrayLike<number>): OnnxAttribute {
  return { name, type: AttributeType.TENSOR, t: doubleTensor(name, values, [values.length]) };
}

/** A float64 tensor; the format stores numbers little-endian. */
export function doubleTensor(name: string, values: ArrayLike<number>, dims: number[]): OnnxTensor {
  const rawData = new Uint8Array(values.length * 8);
  const view = new DataView(rawData.buffer);
  for (let index = 0; index < values.length; index++) view.setFloat64(index * 8, values[index]!, true);
  return { name, dims, dataType: float64, rawData };
}

export function floatTensor(name: string, values: ArrayLike<number>, dims: number[]): OnnxTensor {
  const rawData = new Uint8Array(values.length * 4);
  const view = new DataView(rawData.buffer);
  for (let index = 0; index < values.length; index++) view.setFloat32(index * 4, values[index]!, true);
  return { name, dims, dataType: float32, rawData };
}

/** The numbers of a float32 or float64 tensor; null for any other. */
export function tensorNumbers(tensor: OnnxTensor | null | undefined): number[] | null {
  if (tensor?.floatData?.length) return [...tensor.floatData];
  if (tensor?.doubleData?.length) return [...tensor.doubleData];
  if (!tensor?.rawData || (tensor.dataType !== float32 && tensor.dataType !== float64)) return null;
  const { buffer, byteOffset, byteLength } = tensor.rawData;
  const view = new DataView(buffer, byteOffset, byteLength);
  const wide = tensor.dataType === float64;
  const size = wide ? 8 : 4;
  return Array.from({ length: Math.floor(byteLength / size) }, (_unused, index) =>
    wide ? view.getFloat64(index * size, true) : view.getFloat32(index * size, true),
  );
}

/** @param shape a number, or a name for a dimension that is free */
export function tensorInfo(name: string, elemType: number, shape: readonly (number | string)[]): OnnxValueInfo {
  const dim = shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

/** A named float32 matrix whose number of rows is free. */
export function matrixInfo(name: string, columns: number): OnnxValueInfo {
  return tensorInfo(name, float32, ['rows', columns]);
}
